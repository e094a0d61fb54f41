package io.github.tracebridge.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Writes what a client is told of its quota, in the form the knobs say. Immutable. */
record RateHeaders(QuotaKnobs quota, Instant now) {

  Map<String, String> of(QuotaBook.Grant grant) {
    return quota.rateHeaders() && quota.requests() > 0
        ? of(grant.remaining(), grant.resetAt())
        : Map.of();
  }

  Map<String, String> of(int remaining, Instant resetAt) {
    return Map.of(
        "X-RateLimit-Remaining", Integer.toString(remaining), "X-RateLimit-Reset", reset(resetAt));
  }

  /** {@code Retry-After}; empty where the knob says none. */
  Map<String, String> retryAfter(Instant at) {
    return switch (quota.retryAfter()) {
      case SECONDS -> Map.of("Retry-After", seconds(at));
      case HTTP_DATE -> Map.of("Retry-After", Times.httpDate(Times.roundUp(at)));
      case NONE -> Map.of();
    };
  }

  private String reset(Instant at) {
    return switch (quota.reset()) {
      case DELTA_SECONDS -> seconds(at);
      case EPOCH_SECONDS -> Long.toString(Times.roundUp(at).getEpochSecond());
      case EPOCH_MILLIS -> Long.toString(at.plusNanos(999_999).toEpochMilli());
      case HTTP_DATE -> Times.httpDate(Times.roundUp(at));
      case ISO_8601 -> at.toString();
    };
  }

  /** Seconds from now, rounded up. */
  String seconds(Instant at) {
    return Long.toString(Times.seconds(Duration.between(now, at)));
  }
}
