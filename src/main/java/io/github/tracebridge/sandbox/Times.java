package io.github.tracebridge.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as they stand in headers, leads and queries. */
final class Times {
  /** RFC 9110, section 5.6.7; the JDK's own RFC 1123 formatter writes one-digit days. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

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
   * Reads a date-time with or without offset, or a date; UTC where none is named. Years are those
   * that .NET has, 1 to 9999.
   *
   * @throws DateTimeException if it is none of these
   */
  static Instant query(String text) {
    TemporalAccessor read =
        text.contains("T")
            ? DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
            : LocalDate.parse(text).atStartOfDay();
    OffsetDateTime at =
        read instanceof LocalDateTime local
            ? local.atOffset(ZoneOffset.UTC)
            : OffsetDateTime.from(read);
    if (at.getYear() < 1 || at.getYear() > 9999) {
      throw new DateTimeException("expected a year from 1 to 9999, but was " + at.getYear());
    }
    return at.toInstant();
  }
}
