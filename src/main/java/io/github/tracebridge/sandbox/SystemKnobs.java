package io.github.tracebridge.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * One sibling's token endpoint. Immutable.
 *
 * @param tokenTtl life of a token
 * @param authentication where a client shows who it is
 * @param basicEncoding how id and secret stand in HTTP Basic
 * @param scopeRequired whether a request without a scope is refused; else it gets all of the
 *     client's
 * @param expiresIn form of the answer's {@code expires_in}
 * @param tokenType the answer's {@code token_type}; empty for none
 * @param errorForm body of a refused request
 */
public record SystemKnobs(
    Duration tokenTtl,
    List<SiblingClient> clients,
    Authentication authentication,
    BasicEncoding basicEncoding,
    boolean scopeRequired,
    ExpiresIn expiresIn,
    String tokenType,
    ErrorForm errorForm) {
  /** Where a client shows who it is. */
  public enum Authentication {
    /** In the form. */
    BODY,
    /** In HTTP Basic. */
    BASIC,
    EITHER
  }

  /** How id and secret stand in HTTP Basic. */
  public enum BasicEncoding {
    /** As they are (RFC 7617). */
    PLAIN,
    /** Form-encoded first (RFC 6749, 2.3.1). */
    FORM,
    EITHER
  }

  /** Form of the answer's {@code expires_in}. */
  public enum ExpiresIn {
    NUMBER,
    STRING,
    ZERO,
    MISSING
  }

  /** Body of a refused request. */
  public enum ErrorForm {
    /** {@code error} and {@code error_description} (RFC 6749, 5.2). */
    PAIR,
    /** {@code error} alone. */
    ERROR_ONLY,
    /** RFC 9457. */
    PROBLEM,
    EMPTY
  }

  public SystemKnobs {
    KnobRule.given(".tokenTtl", tokenTtl);
    KnobRule.require(tokenTtl.toSeconds() >= 1, ".tokenTtl", "at least one second", tokenTtl);
    KnobRule.given(".clients", clients);
    clients = List.copyOf(clients);
    KnobRule.given(".authentication", authentication);
    KnobRule.given(".basicEncoding", basicEncoding);
    KnobRule.given(".expiresIn", expiresIn);
    KnobRule.given(".tokenType", tokenType);
    KnobRule.given(".errorForm", errorForm);
  }

  static SystemKnobs derConnect() {
    return new SystemKnobs(
        Duration.ofSeconds(3599),
        List.of(new SiblingClient("der-client", "sandbox-der-secret", List.of("esp"))),
        Authentication.BODY,
        BasicEncoding.PLAIN,
        true,
        ExpiresIn.NUMBER,
        "Bearer",
        ErrorForm.PAIR);
  }

  static SystemKnobs openEsg() {
    return new SystemKnobs(
        Duration.ofHours(1),
        List.of(new SiblingClient("esg-client", "sandbox-esg-secret", List.of("read", "write"))),
        Authentication.EITHER,
        BasicEncoding.FORM,
        false,
        ExpiresIn.NUMBER,
        "Bearer",
        ErrorForm.ERROR_ONLY);
  }

  static SystemKnobs jwtSystem() {
    return new SystemKnobs(
        Duration.ofHours(1),
        List.of(new SiblingClient("jwt-client", "sandbox-jwt-secret", List.of("account"))),
        Authentication.BASIC,
        BasicEncoding.PLAIN,
        false,
        ExpiresIn.NUMBER,
        "Bearer",
        ErrorForm.ERROR_ONLY);
  }
}
