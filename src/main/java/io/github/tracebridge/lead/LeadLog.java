package io.github.tracebridge.lead;

import io.github.tracebridge.ledger.Times;
import io.github.tracebridge.log.CorrelationIds;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log of versions, held by one transaction: each version added gets the next number.
 * Whoever adds holds the end until the commit, so numbers are given in the order of commits and
 * none is left out; what a sink got is told by numbers alone.
 */
public final class LeadLog {
  private final Handle tx;
  private final String seenAt;
  private final PreparedStatement insert;
  private final long first;
  private long last;

  private LeadLog(Handle tx, Instant seenAt) throws SQLException {
    this.tx = tx;
    this.seenAt = Times.text(seenAt);
    this.first =
        tx.select("update ledger_head set last_seq = last_seq returning last_seq")
            .mapTo(Long.class)
            .one();
    this.last = first;
    this.insert =
        tx.getConnection()
            .prepareStatement(
                "insert into lead_version"
                    + " (seq, previous_seq, lead_id, version, kind, hash, seen_at, length, body, fresh,"
                    + " run) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** Takes the end of the log, for versions that were seen at one time. */
  static LeadLog open(Handle tx, Instant seenAt) throws SQLException {
    return new LeadLog(tx, seenAt);
  }

  /** The number of the last version that was committed. */
  public static long last(Handle tx) {
    return tx.select("select last_seq from ledger_head").mapTo(Long.class).one();
  }

  /**
   * Adds a version.
   *
   * @param previous number of the lead's version before; null where it is the first
   * @param body null where there is none
   * @param fresh whether it goes out before older ones
   * @return its number
   */
  long add(
      @Nullable Long previous,
      String id,
      int version,
      String kind,
      String hash,
      @Nullable String body,
      boolean fresh)
      throws SQLException {
    last++;
    insert.setLong(1, last);
    if (previous == null) {
      insert.setNull(2, Types.BIGINT);
    } else {
      insert.setLong(2, previous);
    }
    insert.setString(3, id);
    insert.setInt(4, version);
    insert.setString(5, kind);
    insert.setString(6, hash);
    insert.setString(7, seenAt);
    insert.setInt(8, body == null ? 0 : body.length());
    insert.setString(9, body);
    insert.setBoolean(10, fresh);
    insert.setString(11, CorrelationIds.run());
    insert.addBatch();
    return last;
  }

  /** Writes what was added; the last call. */
  void write() throws SQLException {
    try (insert) {
      if (last > first) {
        insert.executeBatch();
        tx.execute("update ledger_head set last_seq = ?", last);
      }
    }
  }
}
