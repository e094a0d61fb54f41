package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One page on its way into the ledger, a bounded number of rows at a time. Not thread-safe. */
final class PageTaking {
  private static final int ROWS_AT_ONCE = 100;
  private static final int CHARACTERS_AT_ONCE = 4 << 20;

  private final LeadLedger leads = new LeadLedger();
  private final Handle tx;
  private final LeadLedger.Pass pass;
  private final BiFunction<JsonNode, String, LeadRow> reading;
  private final Instant seenAt;
  private final List<Received> received = new ArrayList<>();
  private final StringBuilder ids = new StringBuilder();
  private int characters;
  private int count;
  private Brought brought = Brought.NOTHING;
  private @Nullable Instant latestCreated;
  private @Nullable Instant latestUpdated;

  private record Received(JsonNode row, String text) {}

  /**
   * @param reading makes a row of an element and its text; called by several threads at once
   */
  PageTaking(
      Handle tx,
      LeadLedger.Pass pass,
      BiFunction<JsonNode, String, LeadRow> reading,
      Instant seenAt) {
    this.tx = tx;
    this.pass = pass;
    this.reading = reading;
    this.seenAt = seenAt;
  }

  void row(JsonNode element) throws SQLException {
    String text = element.toString();
    received.add(new Received(element, text));
    characters += text.length();
    if (received.size() >= ROWS_AT_ONCE || characters > CHARACTERS_AT_ONCE) {
      flush();
    }
  }

  /** Takes in the last rows and tells what the page showed. */
  PageFacts end(OptionalLong total, Instant serverTime) throws SQLException {
    flush();
    String digest = ContentHash.of(ids.toString());
    return new PageFacts(count, brought, total, digest, latestCreated, latestUpdated, serverTime);
  }

  private void flush() throws SQLException {
    List<LeadRow> rows =
        received.parallelStream().map(r -> reading.apply(r.row(), r.text())).toList();
    for (LeadRow row : rows) {
      ids.append(row.id() == null ? row.hash() : row.id()).append('\n');
      latestCreated = OpenWalk.later(latestCreated, row.created());
      latestUpdated = OpenWalk.later(latestUpdated, row.updated());
    }
    count += rows.size();
    brought =
        brought
            .plus(leads.take(tx, rows.stream().filter(LeadRow::isLead).toList(), pass, seenAt))
            .plus(leads.reject(tx, rows.stream().filter(r -> !r.isLead()).toList(), pass, seenAt));
    received.clear();
    characters = 0;
  }
}
