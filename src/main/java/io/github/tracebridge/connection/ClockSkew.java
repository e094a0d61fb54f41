package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * How far a server's clock is ahead of this machine's, by the last answer that told. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1">RFC 9110, 6.6.1</a>
 */
final class ClockSkew {
  /** A date has whole seconds, so on average it is half of one later than it says. */
  private static final Duration MIDDLE = Duration.ofMillis(500);

  private final Clock wall;
  private volatile @Nullable Duration last;

  /**
   * @param wall the time of day, and not a steady clock, which knows nothing of it being set
   */
  ClockSkew(Clock wall) {
    this.wall = wall;
  }

  /** Measures by an answer that has just come; one out of a cache is older than that. */
  void see(HttpResponse answer) {
    Header date = answer.getFirstHeader(HttpHeaders.DATE);
    if (date != null && date.getValue() != null && !isAged(answer)) {
      Instant now = wall.instant();
      HttpDate.read(date.getValue(), now)
          .ifPresent(told -> last = Duration.between(now, told.plus(MIDDLE)));
    }
  }

  /** Empty before the first answer that told. */
  Optional<Duration> last() {
    return Optional.ofNullable(last);
  }

  /** RFC 9111, 5.1: whatever has an age was not made for this request. */
  private static boolean isAged(HttpResponse answer) {
    Header age = answer.getFirstHeader(HttpHeaders.AGE);
    return age != null && !"0".equals(String.valueOf(age.getValue()).strip());
  }
}
