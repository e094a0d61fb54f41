package io.github.tracebridge.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as a person writes it: a day is its beginning, and all is UTC without an offset. */
final class TimeText implements ITypeConverter<Instant> {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  @Override
  public Instant convert(String text) {
    Instant time = read(text);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw expected(text);
    }
    return time;
  }

  private static Instant read(String text) {
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw expected(text);
    }
  }

  private static TypeConversionException expected(String text) {
    return new TypeConversionException(
        "expected a day such as 2026-11-01, or a time such as 2026-11-01T09:30:00Z, but was \""
            + text
            + "\"");
  }
}
