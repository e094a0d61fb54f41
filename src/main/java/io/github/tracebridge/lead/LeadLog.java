package io.github.tracebridge.lead;

import io.github.tracebridge.ledger.Times;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log of versions, held by one transaction: each version added gets the next number.
 * Whoever adds holds the end until the commit, so numbers are given in the order of commits and
 * none is left out; what a sink got is told by numbers alone.
 */
final class LeadLog {
  private final Handle tx;
  private final PreparedBatch added;
  private long last;

  private LeadLog(Handle tx, long last) {
    this.tx = tx;
    this.last = last;
    this.added =
        tx.prepareBatch(
            "insert into lead_version"
                + " (seq, previous_seq, lead_id, version, kind, hash, seen_at, length, body)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  static LeadLog open(Handle tx) {
    return new LeadLog(
        tx,
        tx.select("update ledger_head set last_seq = last_seq returning last_seq")
            .mapTo(Long.class)
            .one());
  }

  /** The number of the last version that was committed. */
  static long last(Handle tx) {
    return tx.select("select last_seq from ledger_head").mapTo(Long.class).one();
  }

  /**
   * Adds a version.
   *
   * @param previous number of the lead's version before; null where it is the first
   * @param body null where there is none
   * @return its number
   */
  long add(
      @Nullable Long previous,
      String id,
      int version,
      String kind,
      String hash,
      Instant seenAt,
      @Nullable String body) {
    last++;
    int length = body == null ? 0 : body.length();
    added.add(last, previous, id, version, kind, hash, Times.text(seenAt), length, body);
    return last;
  }

  /** Writes what was added. */
  void write() {
    if (added.size() > 0) {
      added.execute();
      tx.execute("update ledger_head set last_seq = ?", last);
    }
  }
}
