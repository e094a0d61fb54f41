package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.ledger.StoredText;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.LeadTime;
import io.github.tracebridge.trace.TariffKinds;
import io.github.tracebridge.trace.UnpairedSurrogates;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer.
 *
 * @param id the lead's id; empty where the row is no lead
 * @param rejection why it is no lead; null for a lead
 * @param created null where not told or unreadable
 * @param updated time of the last change; null where there was none, or it is not told or
 *     unreadable
 * @param neverUpdated whether JSON null says that there was none
 * @param tariffKind what its tariffs are; empty where that is not told
 * @param hash of the content without volatile paths
 * @param body as received, on one line; empty where it could not be read
 */
record LeadRow(
    String id,
    @Nullable String rejection,
    @Nullable Instant created,
    @Nullable Instant updated,
    boolean neverUpdated,
    String tariffKind,
    String hash,
    String body) {
  private static final int LONGEST_ID = 512;
  private static final Duration FRESH = Duration.ofDays(1);
  private static final Comparator<LeadRow> AGE =
      Comparator.comparing(LeadRow::updated, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(LeadRow::hash);

  static LeadRow read(JsonNode row, LeadContract contract, TariffKinds kinds, ContentHash hash) {
    String id = id(row.at(contract.id()));
    return new LeadRow(
        id,
        id.isEmpty() ? "no usable id at trace.leads.id" : null,
        LeadTime.read(row, contract.created()),
        LeadTime.read(row, contract.updated()),
        contract.updated() != null && row.at(contract.updated()).isNull(),
        kinds.of(row),
        hash.of(row),
        UnpairedSurrogates.escaped(row.toString()));
  }

  static LeadRow unreadable(String reason) {
    String said = "not readable: " + StoredText.of(reason);
    return new LeadRow("", said, null, null, false, "", ContentHash.of(reason), "");
  }

  /**
   * This row as one that is no lead, for there is another of that id in the same answer.
   *
   * @param copy tells rows of equal content apart
   */
  LeadRow repeated(int copy) {
    String told = ContentHash.of(id + '\n' + hash + '\n' + copy);
    String why = "another row of the same answer has its id (trace.leads.id)";
    return new LeadRow("", why, created, updated, neverUpdated, tariffKind, told, body);
  }

  /** Of equally new rows always the same one is newer, in whatever order they come. */
  boolean isNewerThan(LeadRow other) {
    return AGE.compare(this, other) > 0;
  }

  /** Whether it came or changed lately; where nothing is told of that, it may have. */
  boolean isFresh(Instant now) {
    Instant latest = updated == null ? created : updated;
    return latest == null || latest.isAfter(now.minus(FRESH));
  }

  boolean isLead() {
    return rejection == null;
  }

  private static String id(JsonNode id) {
    boolean usable = id.isTextual() || id.isIntegralNumber();
    String text = id.asText("");
    boolean keepable = text.length() <= LONGEST_ID && StoredText.is(text);
    return usable && keepable && !text.isBlank() ? text : "";
  }
}
