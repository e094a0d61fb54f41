package io.github.tracebridge.connection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a date in each of the three forms that HTTP allows: that of today and, as senders older
 * than RFC 1123 wrote them, those of RFC 850 and of C's {@code asctime}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>
 */
public final class HttpDate {
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  private HttpDate() {}

  /**
   * Empty for an unreadable value.
   *
   * @param now a year of two digits is at most 50 years after it
   */
  public static Optional<Instant> read(String value, Instant now) {
    String text = value.strip();
    return read(text, DateTimeFormatter.RFC_1123_DATE_TIME)
        .or(() -> read(text, rfc850(now)))
        .or(() -> read(text, ASCTIME));
  }

  private static Optional<Instant> read(String text, DateTimeFormatter form) {
    try {
      return Optional.of(form.withZone(ZoneOffset.UTC).parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter rfc850(Instant now) {
    int leastYear = now.atOffset(ZoneOffset.UTC).getYear() - 49;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, leastYear)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US);
  }
}
