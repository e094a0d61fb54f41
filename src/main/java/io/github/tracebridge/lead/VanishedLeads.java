package io.github.tracebridge.lead;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the leads that two proved full walks in a row did not see, and records each as vanished.
 * Many at once are held back: TRACE may have lost its mind, or we our rights.
 */
final class VanishedLeads {
  private static final Logger LOG = LoggerFactory.getLogger(VanishedLeads.class);

  private static final String GONE =
      "from lead where not vanished and not forgotten"
          + " and created_pass < ? and updated_pass < ? and full_pass < ?"
          + " and backfill_pass < ? and verify_pass < ?";

  private final int limitPercent;

  VanishedLeads(int limitPercent) {
    this.limitPercent = limitPercent;
  }

  private record Gone(String id, long seq, int version) {}

  /**
   * @param passBefore first pass of the proved full walk before this one
   */
  void find(Handle tx, long passBefore, Instant now) throws SQLException {
    long count = tx.select("select count(*) " + GONE, places(passBefore)).mapTo(Long.class).one();
    if (count == 0) {
      return;
    }
    long all = tx.select("select count(*) from lead where not vanished").mapTo(Long.class).one();
    if (count > Math.max(1, all * limitPercent / 100)) {
      LOG.warn(
          "{} of {} leads vanished from TRACE at once, more than {} percent: held back. If they are"
              + " gone for good, raise leads.vanish-limit.",
          count,
          all,
          limitPercent);
      return;
    }
    record(tx, gone(tx, passBefore), now);
    LOG.info("{} leads vanished from TRACE", count);
  }

  private static List<Gone> gone(Handle tx, long passBefore) {
    return tx.select("select lead_id, seq, version " + GONE + " order by seq", places(passBefore))
        .map((row, context) -> new Gone(row.getString(1), row.getLong(2), row.getInt(3)))
        .list();
  }

  private static Object[] places(long passBefore) {
    return new Object[] {passBefore, passBefore, passBefore, passBefore, passBefore};
  }

  private static void record(Handle tx, List<Gone> gone, Instant now) throws SQLException {
    LeadLog log = LeadLog.open(tx, now);
    PreparedBatch updates =
        tx.prepareBatch("update lead set seq = ?, version = ?, vanished = true where lead_id = ?");
    for (Gone lead : gone) {
      long seq = log.add(lead.seq(), lead.id(), lead.version() + 1, "vanished", "", null, false);
      updates.add(seq, lead.version() + 1, lead.id());
    }
    updates.execute();
    log.write();
  }
}
