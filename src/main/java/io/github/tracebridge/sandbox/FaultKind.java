package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What can go wrong; in JSON {@code cut-body} and so on. */
public enum FaultKind {
  /** The login answers 500. */
  LOGIN_500(Stage.LOGIN),
  /** The login answers 401 though the credentials are right. */
  LOGIN_401(Stage.LOGIN),
  /** The login's answer drips, over the fault's delay. */
  LOGIN_SLOW(Stage.LOGIN),

  /** A lead appears before the page is answered. */
  LEAD_INSERTED(Stage.BEFORE),
  /** A lead vanishes before the page is answered. */
  LEAD_DELETED(Stage.BEFORE),
  /** A lead changes before the page is answered. */
  LEAD_CHANGED(Stage.BEFORE),
  /** All tokens are revoked; this page is answered yet, later requests get 401. */
  REVOKE_TOKENS(Stage.BEFORE),

  /** The connection is reset before the answer. */
  RESET(Stage.INSTEAD),
  /** 401 for a token that is good, and stays so. */
  UNAUTHORIZED(Stage.INSTEAD),
  /** 429 with {@code Retry-After}, as far as the fault's delay. */
  LIMITED(Stage.INSTEAD),
  /** 429 that says nothing about when. */
  LIMITED_BARE(Stage.INSTEAD),
  /** 503 with {@code X-RateLimit-Remaining: 0} and a reset as far as the fault's delay. */
  UNAVAILABLE_NO_QUOTA(Stage.INSTEAD),
  /** 503 while quota remains. */
  UNAVAILABLE(Stage.INSTEAD),
  /** 500. */
  SERVER_ERROR(Stage.INSTEAD),
  /** 200 with an HTML page. */
  HTML_PAGE(Stage.INSTEAD),

  /** The previous page's rows come again. */
  REPEATED_PAGE(Stage.ROWS),
  /** No rows, while the total stands. */
  MISSING_PAGE(Stage.ROWS),
  /** Changed leads are shown as they were before their last change. */
  STALE_ANSWER(Stage.ROWS),

  /** Content-Length announced, the connection closed midway. */
  CUT_BODY(Stage.DELIVERY),
  /** Chunked, the connection closed before the last chunk. */
  CUT_CHUNKED(Stage.DELIVERY),
  /** The body drips, over the fault's delay. */
  SLOW_BODY(Stage.DELIVERY),

  /** An upload's connection is reset before anything is read or stored. */
  UPLOAD_RESET(Stage.UPLOAD),
  /** An upload is answered 400 though the file is good; nothing is stored. */
  UPLOAD_BAD_REQUEST(Stage.UPLOAD),
  /** An upload is answered 401 though the token is good; nothing is stored. */
  UPLOAD_UNAUTHORIZED(Stage.UPLOAD),
  /** An upload is answered 403 though the scope is right; nothing is stored. */
  UPLOAD_FORBIDDEN(Stage.UPLOAD),
  /** An upload is answered 429 with {@code Retry-After}, as far as the fault's delay. */
  UPLOAD_LIMITED(Stage.UPLOAD),
  /** An upload is answered 429 that says nothing about when. */
  UPLOAD_LIMITED_BARE(Stage.UPLOAD),
  /** An upload is answered 500; nothing is stored. */
  UPLOAD_SERVER_ERROR(Stage.UPLOAD),
  /** An upload is answered 503; nothing is stored. */
  UPLOAD_UNAVAILABLE(Stage.UPLOAD),

  /** An upload is stored only after the fault's delay, whether or not the client still waits. */
  UPLOAD_STORED_LATE(Stage.STORING),

  /** An upload is stored, and answered 500. */
  UPLOAD_LOST_500(Stage.STORED),
  /** An upload is stored, and the connection reset in place of an answer. */
  UPLOAD_LOST_RESET(Stage.STORED),
  /** An upload is stored, and the connection closed without an answer. */
  UPLOAD_LOST_CLOSED(Stage.STORED),
  /** An upload is stored, and its answer cut midway below its Content-Length. */
  UPLOAD_CUT_BODY(Stage.STORED),
  /** An upload is stored, and its answer drips, over the fault's delay. */
  UPLOAD_SLOW(Stage.STORED),

  /** Contract options: the connection is reset. */
  OPTIONS_RESET(Stage.OPTIONS),
  /** Contract options: 400 for a good question. */
  OPTIONS_BAD_REQUEST(Stage.OPTIONS),
  /** Contract options: 401 for a good token. */
  OPTIONS_UNAUTHORIZED(Stage.OPTIONS),
  /** Contract options: 403 for the right scope. */
  OPTIONS_FORBIDDEN(Stage.OPTIONS),
  /** Contract options: 429 with {@code Retry-After}, as far as the fault's delay. */
  OPTIONS_LIMITED(Stage.OPTIONS),
  /** Contract options: 500. */
  OPTIONS_SERVER_ERROR(Stage.OPTIONS),
  /** Contract options: 503. */
  OPTIONS_UNAVAILABLE(Stage.OPTIONS),

  /** The file store: 403 for a URL that is good, as if it had expired. */
  FILE_EXPIRED(Stage.FILE),
  /** The file store: 500. */
  FILE_SERVER_ERROR(Stage.FILE),
  /** The file store: the connection closed midway. */
  FILE_CUT_BODY(Stage.FILE),
  /** The file store: the file drips, over the fault's delay. */
  FILE_SLOW(Stage.FILE),
  /** The file store: more bytes announced than there are, and the connection closed behind them. */
  FILE_WRONG_LENGTH(Stage.FILE),

  /** A sibling's token endpoint answers 500. */
  SIBLING_TOKEN_500(Stage.SIBLING_TOKEN),
  /** A sibling's token endpoint answers 401 though the credentials are right. */
  SIBLING_TOKEN_401(Stage.SIBLING_TOKEN),
  /** A sibling's token drips, over the fault's delay. */
  SIBLING_TOKEN_SLOW(Stage.SIBLING_TOKEN),

  /** A sibling's API answers 401 for a token that is good, and stays so. */
  SIBLING_UNAUTHORIZED(Stage.SIBLING),
  /** A sibling's API answers 500. */
  SIBLING_SERVER_ERROR(Stage.SIBLING),
  /** A sibling's API answers in drips, over the fault's delay. */
  SIBLING_SLOW(Stage.SIBLING);

  /** When a fault comes to bear. */
  enum Stage {
    LOGIN,
    BEFORE,
    INSTEAD,
    ROWS,
    DELIVERY,
    UPLOAD,
    STORING,
    STORED,
    OPTIONS,
    FILE,
    SIBLING_TOKEN,
    SIBLING
  }

  private final Stage stage;

  FaultKind(Stage stage) {
    this.stage = stage;
  }

  static List<FaultKind> at(Stage stage) {
    return Arrays.stream(values()).filter(kind -> kind.stage == stage).toList();
  }

  /**
   * @throws IllegalArgumentException naming the nearest known name
   */
  @JsonCreator
  static FaultKind of(String wire) {
    return Arrays.stream(values())
        .filter(kind -> kind.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> KnobMerge.unknown("fault", wire, KnobMerge.nearest(wire, names())));
  }

  private static Collection<String> names() {
    return Arrays.stream(values()).map(FaultKind::wire).collect(Collectors.toList());
  }

  @JsonValue
  String wire() {
    return SandboxJson.kebab(this);
  }
}
