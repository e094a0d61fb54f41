package io.github.tracebridge.lead;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.trace.LeadContract;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer.
 *
 * @param id the lead's id; null where the row has none, so that it is no lead
 * @param created null where not told or unreadable
 * @param updated time of the last change; null where there was none, or it is not told
 * @param hash of the content without volatile paths
 * @param body as received, on one line
 */
record LeadRow(
    @Nullable String id,
    @Nullable Instant created,
    @Nullable Instant updated,
    String hash,
    String body) {
  private static final int LONGEST_ID = 512;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /**
   * @param text of {@code row}
   */
  static LeadRow read(JsonNode row, String text, LeadContract contract, ContentHash hash) {
    return new LeadRow(
        id(row.at(contract.id())),
        time(row, contract.created()),
        time(row, contract.updated()),
        hash.of(row),
        text);
  }

  boolean isLead() {
    return id != null;
  }

  private static @Nullable String id(JsonNode id) {
    boolean usable = id.isTextual() || id.isIntegralNumber();
    String text = id.asText("");
    return usable && !text.isBlank() && text.length() <= LONGEST_ID ? text : null;
  }

  /** A time without an offset is taken as UTC. */
  private static @Nullable Instant time(JsonNode row, @Nullable JsonPointer pointer) {
    String text = pointer == null ? "" : row.at(pointer).asText("");
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
