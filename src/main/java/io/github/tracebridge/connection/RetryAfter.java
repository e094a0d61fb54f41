package io.github.tracebridge.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads {@code Retry-After} in both its forms, seconds and date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3</a>
 */
public final class RetryAfter {
  private RetryAfter() {}

  /** Empty for an unreadable value; never negative. */
  public static Optional<Duration> read(String value, Instant now) {
    String text = value.strip();
    try {
      if (text.chars().allMatch(Character::isDigit)) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return HttpDate.read(text, now)
        .map(date -> Duration.between(now, date))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }
}
