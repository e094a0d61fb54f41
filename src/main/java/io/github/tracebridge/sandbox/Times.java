package io.github.tracebridge.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as they stand in headers, leads and queries. */
final class Times {
  /** RFC 9110, section 5.6.7; the JDK's own RFC 1123 formatter writes one-digit days. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final long MILLION = 1_000_000;

  private Times() {}

  static String httpDate(Instant at) {
    return HTTP_DATE.format(at);
  }

  /** Whole seconds, rounded up. */
  static long seconds(Duration duration) {
    return duration.isNegative() ? 0 : duration.plusNanos(999_999_999).toSeconds();
  }

  /** The first whole second that is not before the instant. */
  static Instant roundUp(Instant at) {
    return Instant.ofEpochSecond(at.plusNanos(999_999_999).getEpochSecond());
  }

  /** As .NET writes a UTC time: up to six decimals here, no trailing zeros. */
  static String json(long micros) {
    String seconds = Instant.ofEpochSecond(Math.floorDiv(micros, MILLION)).toString();
    long fraction = Math.floorMod(micros, MILLION);
    if (fraction == 0) {
      return seconds;
    }
    String digits = Long.toString(MILLION + fraction).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return seconds.substring(0, seconds.length() - 1) + "." + digits.substring(0, end) + "Z";
  }

  /**
   * Reads a date-time with or without offset, or a date; UTC where none is named.
   *
   * @throws DateTimeParseException if it is none of these
   */
  static Instant query(String text) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from)
            instanceof OffsetDateTime at
        ? at.toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
