package io.github.tracebridge.connection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads {@code X-RateLimit-Reset}, whose unit TRACE does not document: seconds from now, epoch
 * seconds, epoch milliseconds, an HTTP date or an ISO 8601 time.
 */
final class RateLimitReset {
  private static final long EPOCH_MILLIS_FROM = 1_000_000_000_000L;
  private static final long EPOCH_SECONDS_FROM = 1_000_000_000L;

  private RateLimitReset() {}

  /** How long from now; empty for an unreadable value; never negative. */
  static Optional<Duration> read(String value, Instant now) {
    String text = value.strip();
    try {
      if (text.chars().allMatch(Character::isDigit)) {
        return Optional.of(number(Long.parseLong(text), now));
      }
      if (text.contains("T") && Character.isDigit(text.charAt(0))) {
        return Optional.of(until(OffsetDateTime.parse(text).toInstant(), now));
      }
      return RetryAfter.read(text, now);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Duration number(long value, Instant now) {
    if (value >= EPOCH_MILLIS_FROM) {
      return until(Instant.ofEpochMilli(value), now);
    }
    return value >= EPOCH_SECONDS_FROM
        ? until(Instant.ofEpochSecond(value), now)
        : Duration.ofSeconds(value);
  }

  private static Duration until(Instant then, Instant now) {
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
