package io.github.tracebridge.offer;

import io.github.tracebridge.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What happened to each file, and what TRACE said of each offer, for its receipt. Thread-safe. */
final class OfferHistory {
  private final Ledger ledger;

  OfferHistory(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One thing that happened to a file. */
  record Event(Instant at, String what) {}

  /** What happened to a file, in order. */
  List<Event> events(long id) {
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select("select at, what from offer_event where file_id = ? order by id", id)
                    .map(
                        (row, context) ->
                            new Event(Instant.parse(row.getString("at")), row.getString("what")))
                    .list());
  }

  /** TRACE's answer to its last upload, as it came; none before there is one. */
  List<OfferResult> results(long id) {
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select("select * from offer_result where file_id = ? order by position", id)
                    .map((row, context) -> OfferResult.read(row))
                    .list());
  }

  static void write(Handle tx, long id, List<OfferResult> results) {
    tx.execute("delete from offer_result where file_id = ?", id);
    if (results.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            "insert into offer_result"
                + " (file_id, position, offer, tier, name, success, offer_id, message) values"
                + " (:file, :position, :offer, :tier, :name, :success, :offerId, :message)");
    results.forEach(result -> result.bind(batch.bind("file", id)).add());
    batch.execute();
  }

  static void event(Handle tx, long id, Instant at, String what) {
    tx.execute("insert into offer_event (file_id, at, what) values (?, ?, ?)", id, at, what);
  }
}
