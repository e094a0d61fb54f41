package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * What an answer says of the quota.
 *
 * @param refused whether this very request was refused for want of quota
 * @param remaining requests left in the window; empty where not told
 * @param reset how long until the window ends; empty where not told
 * @param retryAfter how long to wait; empty where not told
 */
record RateLimit(
    boolean refused,
    OptionalInt remaining,
    Optional<Duration> reset,
    Optional<Duration> retryAfter) {

  static final RateLimit UNKNOWN =
      new RateLimit(false, OptionalInt.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads the headers. Dates in them are TRACE's, so they are taken against its own {@code Date},
   * where the answer has one.
   */
  static RateLimit of(HttpResponse answer, QuotaSettings quota, Clock clock) {
    Instant here = clock.instant();
    Instant now = header(answer, "Date").flatMap(date -> HttpDate.read(date, here)).orElse(here);
    String remaining = header(answer, "X-RateLimit-Remaining").orElse(null);
    return new RateLimit(
        quota.isRefusal(answer.getCode(), remaining),
        QuotaSettings.remaining(remaining),
        header(answer, "X-RateLimit-Reset").flatMap(value -> RateLimitReset.read(value, now)),
        header(answer, "Retry-After").flatMap(value -> RetryAfter.read(value, now)));
  }

  private static Optional<String> header(HttpResponse answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
  }
}
