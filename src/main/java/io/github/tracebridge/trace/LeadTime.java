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
import org.jspecify.annotations.Nullable;

/** Times as leads tell them. */
public final class LeadTime {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  private LeadTime() {}

  /** Null where none is told or it cannot be read; a time without an offset is taken as UTC. */
  public static @Nullable Instant read(JsonNode lead, @Nullable JsonPointer pointer) {
    String text = pointer == null ? "" : lead.at(pointer).asText("");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return TIME.parse(text, OffsetDateTime::from).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
