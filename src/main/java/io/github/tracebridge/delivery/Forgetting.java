package io.github.tracebridge.delivery;

import io.github.tracebridge.ledger.Ledger;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Erases what the ledger has of a lead, and keeps its id, so that it does not come again. */
public final class Forgetting {
  private final Ledger ledger;

  public Forgetting(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What was found of it.
   *
   * @param wasKnown whether the ledger had it
   * @param got names of the sinks that it was delivered to, and that keep what they got
   * @param inDoubt names of the sinks that may have got it, without an answer
   */
  public record Forgotten(boolean wasKnown, List<String> got, List<String> inDoubt) {
    public Forgotten {
      got = List.copyOf(got);
      inDoubt = List.copyOf(inDoubt);
    }
  }

  /** Erases a lead, and keeps its id, also of one that is not known yet. */
  public Forgotten forget(String id) {
    return ledger.erase(tx -> forget(tx, id));
  }

  private static Forgotten forget(Handle tx, String id) {
    boolean wasKnown =
        tx.select("select 1 from lead where lead_id = ?", id)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    List<String> inDoubt =
        tx.select(
                "select sink from delivery where lead_id = ? and done_seq is null"
                    + " and state in ('SENDING', 'UNKNOWN') order by 1",
                id)
            .mapTo(String.class)
            .list();
    List<String> got =
        tx.createQuery(
                "select sink from delivery where lead_id = :id and done_seq is not null"
                    + " union select b.sink from batch b join lead_version v"
                    + " on v.seq between b.first_seq and b.last_seq where v.lead_id = :id and b.state = 'DONE'"
                    + " order by 1")
            .bind("id", id)
            .mapTo(String.class)
            .list();
    tx.execute("delete from delivery where lead_id = ?", id);
    tx.execute("delete from delivery_event where lead_id = ?", id);
    tx.execute("delete from lead_file where lead_id = ?", id);
    tx.execute("update lead_version set body = null, hash = '', length = 0 where lead_id = ?", id);
    tx.execute(
        "insert into lead (lead_id, seq, version, hash, vanished, forgotten)"
            + " values (?, 0, 0, '', false, true) on conflict (lead_id)"
            + " do update set hash = '', updated_at = null, created_at = null,"
            + " tariff_kind = null, timed_from = null, forgotten = true",
        id);
    String part = id.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    tx.execute("delete from rejected_row where body like ? escape '!'", "%" + part + "%");
    return new Forgotten(wasKnown, got, inDoubt);
  }
}
