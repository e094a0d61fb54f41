package io.github.tracebridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer and how it is to reach the client, or not. Immutable. */
final class Answer {
  /** How the bytes travel. */
  enum Delivery {
    WHOLE,
    CHUNKED,
    CUT,
    CUT_CHUNKED,
    SLOW,
    RESET,
    CLOSED
  }

  private static final String BARE = "";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final Delivery delivery;
  private final Duration delay;

  private Answer(
      int status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      Delivery delivery,
      Duration delay) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
    this.delivery = delivery;
    this.delay = delay;
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0], Map.of(), Delivery.WHOLE, Duration.ZERO);
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, Map.of(), Delivery.WHOLE, Duration.ZERO);
  }

  static Answer json(int status, Object body) {
    return of(status, "application/json; charset=utf-8", SandboxJson.write(body));
  }

  static Answer html(int status, String text) {
    return of(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The connection is reset in place of an answer. */
  static Answer reset() {
    return empty(0).delivered(Delivery.RESET, Duration.ZERO);
  }

  /** The connection is closed in place of an answer. */
  static Answer closed() {
    return empty(0).delivered(Delivery.CLOSED, Duration.ZERO);
  }

  /** Whether there is an answer at all. */
  boolean isSent() {
    return delivery != Delivery.RESET && delivery != Delivery.CLOSED;
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more, delivery, delay);
  }

  Answer with(Map<String, String> others) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putAll(others);
    return new Answer(status, contentType, body, more, delivery, delay);
  }

  /** Adds headers where the answer has none of that name; a bare answer stays bare. */
  Answer withDefaults(Map<String, String> others) {
    if (headers.containsKey(BARE)) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(others);
    more.putAll(headers);
    return new Answer(status, contentType, body, more, delivery, delay);
  }

  /** The same, to be sent without any header of the quota. */
  Answer bare() {
    return with(BARE, "");
  }

  Answer delivered(Delivery how, Duration total) {
    return new Answer(status, contentType, body, headers, how, total);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.remove(BARE);
    return Collections.unmodifiableMap(sent);
  }

  Delivery delivery() {
    return delivery;
  }

  Duration delay() {
    return delay;
  }
}
