package io.github.tracebridge.delivery;

import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.StoredText;
import io.github.tracebridge.log.CorrelationIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * What came of deliveries to one sink, kept in the ledger. Thread-safe, as long as nobody else
 * works on the same lead at this sink.
 */
final class Outcomes {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final Jdbi jdbi;
  private final String sink;
  private final Duration lookUpAfter;
  private final Clock clock;

  /**
   * @param lookUpAfter how long what went out without an answer is left alone
   */
  Outcomes(Ledger ledger, String sink, Duration lookUpAfter, Clock clock) {
    this.ledger = ledger;
    this.jdbi = ledger.jdbi();
    this.sink = sink;
    this.lookUpAfter = lookUpAfter;
    this.clock = clock;
  }

  /**
   * Decided before anything is sent. A process that ends here may leave a request behind that the
   * sink is still at work on.
   *
   * @param forGood whether it is on the disk when this returns, also after a power cut
   */
  void sending(List<Parcel.Item> items, boolean forGood) {
    Instant next = clock.instant().plus(lookUpAfter);
    HandleCallback<Integer, RuntimeException> decision =
        tx -> {
          for (Parcel.Item item : items) {
            update(tx, item, "state = 'SENDING', sent_seq = :seq, next_at = :next")
                .bind("next", next)
                .execute();
          }
          return items.size();
        };
    var unused = forGood ? ledger.decide(decision) : jdbi.inTransaction(decision);
  }

  /** What may have arrived, and was left alone for long enough, goes out once more. */
  void sendAgain() {
    jdbi.useHandle(
        tx ->
            tx.execute(
                "update delivery set state = 'DUE' where sink = ? and state = 'SENDING'"
                    + " and next_at <= ?",
                sink,
                clock.instant()));
  }

  void delivered(List<Parcel.Item> items) {
    jdbi.useTransaction(
        tx -> {
          Instant now = clock.instant();
          each(
              tx,
              items,
              "state = case when due_seq > :seq then 'DUE' else 'DONE' end, done_seq = :seq,"
                  + " attempts = 0, next_at = :now, reason = null, request = null,"
                  + " response = null");
          events(tx, items, "delivered", null);
          NewLeads.among(items, now).count(tx, sink, now);
        });
  }

  /** They were not sent after all. */
  void released(List<Parcel.Item> items) {
    jdbi.useTransaction(tx -> each(tx, items, "state = 'DUE', sent_seq = :seq, next_at = :now"));
  }

  /**
   * They go out again later.
   *
   * @param inDoubt whether they may have arrived
   */
  void postponed(List<Parcel.Item> items, boolean inDoubt, String reason, @Nullable Duration wait) {
    int before = items.stream().mapToInt(Parcel.Item::attempts).max().orElse(0);
    Duration pause = Backoff.of(before, wait, LONGEST_WAIT);
    boolean isTooShort = inDoubt && pause.compareTo(lookUpAfter) < 0;
    Instant next = clock.instant().plus(isTooShort ? lookUpAfter : pause);
    String change =
        "state = :state, sent_seq = :seq, attempts = attempts + 1, next_at = :next, reason = :reason";
    jdbi.useTransaction(
        tx -> {
          for (Parcel.Item item : items) {
            update(tx, item, change)
                .bind("state", inDoubt ? "SENDING" : "DUE")
                .bind("next", next)
                .bind("reason", StoredText.of(reason))
                .execute();
          }
          events(tx, items, inDoubt ? "no answer" : "postponed", reason);
        });
  }

  /** Nobody knows what came of it, and only a person can find out. */
  void unknown(List<Parcel.Item> items, String reason) {
    jdbi.useTransaction(
        tx -> {
          for (Parcel.Item item : items) {
            update(tx, item, "state = 'UNKNOWN', sent_seq = :seq, reason = :reason")
                .bind("reason", StoredText.of(reason))
                .execute();
          }
          events(tx, items, "unknown", reason);
        });
  }

  /**
   * It goes no further until a person has done something, or there is a newer version.
   *
   * @param request without personal data; null where none was made
   * @param response without personal data; null where there was none
   */
  void quarantined(
      Parcel.Item item, String reason, @Nullable String request, @Nullable String response) {
    jdbi.useTransaction(
        tx -> {
          update(
                  tx,
                  item,
                  "state = case when due_seq > :seq then 'DUE' else 'QUARANTINED' end,"
                      + " sent_seq = :seq, attempts = 0, next_at = :now, reason = :reason,"
                      + " request = :request, response = :response")
              .bind("reason", StoredText.of(reason))
              .bind("request", request == null ? null : StoredText.of(request))
              .bind("response", response == null ? null : StoredText.of(response))
              .execute();
          events(tx, List.of(item), "refused", reason);
        });
  }

  private void events(Handle tx, List<Parcel.Item> items, String what, @Nullable String reason) {
    PreparedBatch events =
        tx.prepareBatch(
            "insert into delivery_event (sink, lead_id, seq, at, what, reason, run)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    String stored = reason == null ? null : StoredText.of(reason);
    String run = CorrelationIds.run();
    for (Parcel.Item item : items) {
      events.add(sink, item.leadId(), item.seq(), clock.instant(), what, stored, run);
    }
    if (!items.isEmpty()) {
      events.execute();
    }
  }

  private void each(Handle tx, List<Parcel.Item> items, String change) {
    items.forEach(item -> update(tx, item, change).execute());
  }

  private Update update(Handle tx, Parcel.Item item, String change) {
    return tx.createUpdate(
            "update delivery set "
                + change
                + ", changed_at = :now where sink = :sink and lead_id = :lead")
        .bind("seq", item.seq())
        .bind("now", clock.instant())
        .bind("sink", sink)
        .bind("lead", item.leadId());
  }
}
