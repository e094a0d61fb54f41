package io.github.tracebridge.sandbox;

import java.util.Map;

/**
 * A token request that is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, 5.2</a>
 */
final class TokenRefusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;
  private final String description;
  private final transient Map<String, String> headers;

  private TokenRefusal(int status, String error, String description, Map<String, String> headers) {
    super(error, null, false, false);
    this.status = status;
    this.error = error;
    this.description = description;
    this.headers = headers;
  }

  static TokenRefusal request(String description) {
    return new TokenRefusal(400, "invalid_request", description, Map.of());
  }

  static TokenRefusal method() {
    return new TokenRefusal(405, "invalid_request", "Only POST is taken", Map.of("Allow", "POST"));
  }

  static TokenRefusal grant() {
    return new TokenRefusal(
        400, "unsupported_grant_type", "Only client_credentials is granted", Map.of());
  }

  static TokenRefusal scope(String description) {
    return new TokenRefusal(400, "invalid_scope", description, Map.of());
  }

  /**
   * @param byHeader whether the client came with an Authorization header, so that it is told which
   *     one would do
   */
  static TokenRefusal client(Sibling system, boolean byHeader) {
    return new TokenRefusal(
        401,
        "invalid_client",
        "Client authentication failed",
        byHeader ? Map.of("WWW-Authenticate", "Basic realm=\"" + system.wire() + "\"") : Map.of());
  }

  Answer answer(SystemKnobs knobs) {
    Answer body =
        switch (knobs.errorForm()) {
          case PAIR -> Answer.json(status, pair());
          case ERROR_ONLY -> Answer.json(status, Map.of("error", error));
          case PROBLEM -> Errors.problem(status, description);
          case EMPTY -> Answer.empty(status);
        };
    return body.with(headers);
  }

  private Object pair() {
    return SandboxJson.MAPPER
        .createObjectNode()
        .put("error", error)
        .put("error_description", description);
  }
}
