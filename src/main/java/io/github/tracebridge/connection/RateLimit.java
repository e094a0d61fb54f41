package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
  static RateLimit of(HttpResponse answer, Set<Integer> limitedStatuses, Clock clock) {
    Instant now = serverTime(answer).orElseGet(clock::instant);
    OptionalInt remaining =
        header(answer, "X-RateLimit-Remaining").map(RateLimit::count).orElse(OptionalInt.empty());
    boolean limited = limitedStatuses.contains(answer.getCode());
    boolean refused =
        limited
            && (answer.getCode() != 503 || (remaining.isPresent() && remaining.getAsInt() == 0));
    return new RateLimit(
        refused,
        remaining,
        header(answer, "X-RateLimit-Reset").flatMap(value -> RateLimitReset.read(value, now)),
        header(answer, "Retry-After").flatMap(value -> RetryAfter.read(value, now)));
  }

  private static Optional<Instant> serverTime(HttpResponse answer) {
    try {
      return header(answer, "Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> header(HttpResponse answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
  }

  private static OptionalInt count(String value) {
    try {
      return OptionalInt.of(Math.max(0, Integer.parseInt(value.strip())));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
