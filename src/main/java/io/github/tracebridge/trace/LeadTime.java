package io.github.tracebridge.trace;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time in a lead: ISO 8601, and UTC where it has no offset. */
public final class LeadTime {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /** Years of four digits: no ledger keeps others, and no lead has them. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private LeadTime() {}

  /** Empty where there is none, or it is unreadable. */
  public static Optional<Instant> read(JsonNode value) {
    try {
      return value.isTextual()
          ? Optional.of(TIME.parse(value.asText(), OffsetDateTime::from).toInstant())
              .filter(time -> !time.isBefore(FIRST) && time.isBefore(END))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The one at that place of a lead; null where there is none, or it is unreadable. */
  public static @Nullable Instant read(JsonNode lead, @Nullable JsonPointer pointer) {
    return pointer == null ? null : read(lead.at(pointer)).orElse(null);
  }
}
