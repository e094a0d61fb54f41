package io.github.tracebridge.sandbox;

import java.time.Duration;

/**
 * The quota of one client. Immutable.
 *
 * @param requests how many a window; 0 for no limit
 * @param countLogins whether a login of a known client spends from it
 * @param limitedStatus answer to a request over it, 429 or 503
 * @param reset form of {@code X-RateLimit-Reset}
 * @param retryAfter form of {@code Retry-After}
 * @param rateHeaders whether authorised answers carry {@code X-RateLimit-*}
 */
public record QuotaKnobs(
    int requests,
    Duration window,
    Kind kind,
    boolean countLogins,
    int limitedStatus,
    Reset reset,
    RetryAfter retryAfter,
    boolean rateHeaders) {
  /** Where a window begins. */
  public enum Kind {
    /** At its first request. */
    FIXED,
    /** It ends now, always. */
    SLIDING
  }

  /** Form of {@code X-RateLimit-Reset}. */
  public enum Reset {
    DELTA_SECONDS,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    HTTP_DATE,
    ISO_8601
  }

  /** Form of {@code Retry-After}. */
  public enum RetryAfter {
    SECONDS,
    HTTP_DATE,
    NONE
  }

  public QuotaKnobs {
    KnobRule.require(requests >= 0, "quota.requests", "0 or more", requests);
    KnobRule.given("quota.window", window);
    KnobRule.require(
        !window.isNegative() && !window.isZero(), "quota.window", "a positive duration", window);
    KnobRule.given("quota.kind", kind);
    KnobRule.require(
        limitedStatus == 429 || limitedStatus == 503,
        "quota.limitedStatus",
        "429 or 503",
        limitedStatus);
    KnobRule.given("quota.reset", reset);
    KnobRule.given("quota.retryAfter", retryAfter);
  }

  static QuotaKnobs defaults() {
    return new QuotaKnobs(
        100,
        Duration.ofSeconds(60),
        Kind.FIXED,
        true,
        429,
        Reset.DELTA_SECONDS,
        RetryAfter.SECONDS,
        true);
  }
}
