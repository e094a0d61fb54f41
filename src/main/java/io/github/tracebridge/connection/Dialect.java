package io.github.tracebridge.connection;

import io.github.tracebridge.setting.SettingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a connection comes by its token. */
public enum Dialect {
  /** TRACE's login: a JSON object in camelCase. */
  TRACE_M2M,
  /** A form, with the secret in it (RFC 6749, 2.3.1). */
  CLIENT_SECRET_POST,
  /** A form, with the secret in HTTP Basic (RFC 6749, 2.3.1). */
  CLIENT_SECRET_BASIC,
  /** No request: a token that a person made. */
  BEARER_TOKEN,
  /** Camel's own component asks, where that is there. */
  CAMEL_OAUTH,
  /** Tryton's login, over JSON-RPC: a session of a user. */
  TRYTON,
  /** No token at all. */
  NONE;

  /** Whether it asks an authorization server, with a client's id and secret. */
  boolean asks() {
    return this == TRACE_M2M
        || this == CLIENT_SECRET_POST
        || this == CLIENT_SECRET_BASIC
        || this == TRYTON;
  }

  /** What stands before the token in a request's Authorization. */
  String scheme() {
    return this == TRYTON ? "Session" : "Bearer";
  }

  /** Whether a connection may be set to it; the others are of sinks. */
  private boolean isForSettings() {
    return this != TRYTON && this != NONE;
  }

  /** As settings name it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The dialect of that name.
   *
   * @param property the setting that names the dialect, for the message
   */
  static Dialect named(String name, String property) {
    return Arrays.stream(values())
        .filter(Dialect::isForSettings)
        .filter(dialect -> dialect.wire().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                SettingException.wrong(
                    property,
                    "one of "
                        + Arrays.stream(values())
                            .filter(Dialect::isForSettings)
                            .map(Dialect::wire)
                            .collect(Collectors.joining(", ")),
                    name));
  }
}
