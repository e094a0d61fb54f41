package io.github.tracebridge.offer;

import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.reading.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a price desk dropped, in the ledger, with what happened to each. Every change is
 * on the disk when its method returns. Thread-safe.
 */
public final class OfferLedger extends OfferRecords {
  static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private final Clock clock;

  public OfferLedger(Ledger ledger, Clock clock) {
    super(ledger);
    this.clock = clock;
  }

  /** A file that is about to be moved out of the inbox. */
  OfferFile arrive(String path, String sha256, long bytes) {
    return insert(path, sha256, bytes, OfferState.NEW, null, "arrived in the inbox");
  }

  /** A file that was found where only claimed ones are: it is decided as soon as it is known. */
  OfferFile found(String path, String sha256, long bytes, String reason) {
    return insert(path, sha256, bytes, OfferState.DECIDED, OfferOutcome.UNCLEAR, reason);
  }

  private OfferFile insert(
      String path,
      String sha256,
      long bytes,
      OfferState state,
      @Nullable OfferOutcome outcome,
      String event) {
    Instant now = clock.instant();
    return ledger.decide(
        tx -> {
          OfferFile file =
              tx.select(
                      "insert into offer_file (path, sha256, bytes, state, outcome, reason,"
                          + " arrived_at, next_at, ended_at)"
                          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning *",
                      path,
                      sha256,
                      bytes,
                      state.name(),
                      outcome == null ? null : outcome.name(),
                      outcome == null ? null : event,
                      now,
                      now,
                      outcome == null ? null : now)
                  .map((row, context) -> OfferFile.read(row))
                  .one();
          OfferHistory.event(tx, file.id(), now, event);
          return file;
        });
  }

  /** It was not taken after all. */
  void forget(long id) {
    ledger.decide(
        tx -> {
          tx.execute("delete from offer_event where file_id = ?", id);
          return tx.execute("delete from offer_file where id = ? and state = 'NEW'", id);
        });
  }

  /** It is in its own folder, for this job alone. */
  void claimed(long id) {
    change(id, null, "state = 'CLAIMED'");
  }

  /** What reading it and comparing it came to. */
  void judged(OfferFile file, Reading reading, String findings, @Nullable String comparison) {
    String kind = reading.kind() == null ? null : reading.kind().wire();
    change(
        file.id(),
        null,
        "kind = ?, offers = ?, findings = ?, comparison = ?",
        kind,
        reading.offers(),
        findings,
        comparison);
  }

  void hold(long id, String reason) {
    change(id, "held: " + reason, "state = 'HELD', reason = ?", reason);
  }

  void approve(long id) {
    change(id, "approved", "state = 'CLAIMED', approved = true, reason = null, next_at = ?", now());
  }

  /** Back to work after it was decided, as a person asked for. */
  void reopen(long id) {
    ledger.decide(
        tx -> {
          tx.execute("delete from offer_result where file_id = ?", id);
          return tx.execute(
              "update offer_file set state = 'CLAIMED', outcome = null, forced = true,"
                  + " attempts = 0, reason = null, next_at = ?, ended_at = null, uploaded_at = null,"
                  + " lost_now = 0 where id = ?",
              now(),
              id);
        });
    tell(id, "to be uploaded again, as was asked for");
  }

  /** Its first byte is about to leave. */
  void sending(long id) {
    change(id, "upload begun", "state = 'SENDING', uploaded_at = coalesce(uploaded_at, ?)", now());
  }

  /** It goes on later; nothing of it is at TRACE but what was there before. */
  void postpone(long id, String reason, Instant nextAt) {
    change(
        id,
        reason,
        "state = 'CLAIMED', attempts = attempts + 1, reason = ?, next_at = ?",
        reason,
        nextAt);
  }

  /** It is due when another one is out of its way. */
  void wait(long id, String reason) {
    change(id, null, "reason = ?", reason);
  }

  /** It was sent, and whether it arrived is not known; it is sent once more. */
  void lost(long id, String reason, Instant nextAt) {
    change(
        id,
        reason,
        "state = 'CLAIMED', lost_answers = lost_answers + 1, lost_now = lost_now + 1, reason = ?,"
            + " next_at = ?",
        reason,
        nextAt);
  }

  /** The same, and nothing more is tried: both at once, so that a crash counts none twice. */
  void lostForGood(long id, String reason) {
    change(
        id,
        OfferOutcome.UNCLEAR.words() + ": " + reason,
        "state = 'DECIDED', outcome = 'UNCLEAR', lost_answers = lost_answers + 1,"
            + " lost_now = lost_now + 1, reason = ?, ended_at = ?",
        reason,
        now());
  }

  /** TRACE's answer, whole. */
  void answered(long id, List<OfferResult> results) {
    ledger.decide(
        tx -> {
          OfferHistory.write(tx, id, results);
          OfferHistory.event(tx, id, now(), "TRACE answered with " + results.size() + " results");
          return tx.execute("update offer_file set state = 'SENT' where id = ?", id);
        });
  }

  /** What the results mean. */
  void settled(long id, List<OfferResult> results, OfferOutcome outcome, String reason) {
    ledger.jdbi().useTransaction(tx -> OfferHistory.write(tx, id, results));
    decide(id, outcome, reason);
  }

  void decide(long id, OfferOutcome outcome, String reason) {
    change(
        id,
        outcome.words() + ": " + reason,
        "state = 'DECIDED', outcome = ?, reason = ?, ended_at = ?",
        outcome.name(),
        reason,
        now());
  }

  void archived(long id, String receiptJson, String receiptText) {
    change(
        id,
        null,
        "state = 'ARCHIVED', receipt_json = ?, receipt_text = ?",
        receiptJson,
        receiptText);
  }

  /** Adds to what happened to a file. */
  void tell(long id, String what) {
    ledger.jdbi().useTransaction(tx -> OfferHistory.event(tx, id, now(), what));
  }

  /** How long to wait before the next try. */
  static Duration backoff(int attempts) {
    return Backoff.of(attempts, null, LONGEST_BACKOFF);
  }

  private Instant now() {
    return clock.instant();
  }

  private void change(long id, @Nullable String event, String set, @Nullable Object... values) {
    Object[] all = new Object[values.length + 1];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = id;
    ledger.decide(
        tx -> {
          if (event != null) {
            OfferHistory.event(tx, id, now(), event);
          }
          return tx.execute("update offer_file set " + set + " where id = ?", all);
        });
  }
}
