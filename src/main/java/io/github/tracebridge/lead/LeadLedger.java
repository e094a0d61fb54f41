package io.github.tracebridge.lead;

import io.github.tracebridge.ledger.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows of TRACE's answers into the ledger: which are leads, and which of them new versions.
 */
final class LeadLedger {
  /**
   * The pass that sees rows.
   *
   * @param column where the ledger keeps it
   * @param first from which pass on a row counts as seen in the walk
   * @param isLive whether what it brings may be fresh
   * @param timedSince how fast a lead is delivered is asked of those that were created later; of
   *     older ones it says nothing of us
   */
  record Pass(String column, long number, long first, boolean isLive, Instant timedSince) {
    /** From when on the delivery of a new lead is timed; null where it is not. */
    @Nullable Instant timedFrom(LeadRow row, Instant seenAt) {
      if (!isLive) {
        return null;
      }
      Instant created = row.created();
      return created == null ? seenAt : created.isAfter(timedSince) ? created : null;
    }
  }

  private record Known(
      long seq,
      int version,
      String hash,
      @Nullable Instant updated,
      boolean vanished,
      boolean forgotten,
      boolean dated,
      long pass) {
    Known seenIn(long newPass) {
      return new Known(seq, version, hash, updated, vanished, forgotten, dated, newPass);
    }
  }

  Brought take(Handle tx, List<LeadRow> rows, Pass pass, Instant seenAt) throws SQLException {
    if (rows.isEmpty()) {
      return Brought.NOTHING;
    }
    Map<String, Known> known = known(tx, rows, pass);
    LeadLog log = LeadLog.open(tx, seenAt);
    Latest latest = new Latest(tx, pass, seenAt);
    List<String> seenAgain = new ArrayList<>();
    Map<String, @Nullable Instant> undated = new HashMap<>();
    int newInPass = 0;
    int newInWalk = 0;
    int created = 0;
    int changed = 0;
    int timed = 0;
    int untimed = 0;
    for (LeadRow row : rows) {
      String id = row.id();
      Known before = known.get(id);
      newInPass += before == null || before.pass() < pass.number() ? 1 : 0;
      newInWalk += before == null || before.pass() < pass.first() ? 1 : 0;
      boolean hadTime = before != null && before.updated() != null;
      timed += hadTime && row.updated() != null ? 1 : 0;
      untimed += hadTime && row.updated() == null ? 1 : 0;
      if (before == null || isDue(row, before)) {
        int version = before == null ? 1 : before.version() + 1;
        String kind = before == null ? "created" : "changed";
        Long previous = before == null ? null : before.seq();
        long seq =
            log.add(
                previous,
                id,
                version,
                kind,
                row.hash(),
                row.body(),
                pass.isLive() && row.isFresh(seenAt));
        latest.add(row, seq, version);
        created += before == null ? 1 : 0;
        changed += before == null ? 0 : 1;
        known.put(
            id,
            new Known(seq, version, row.hash(), row.updated(), false, false, true, pass.number()));
      } else if (before.pass() < pass.number()) {
        seenAgain.add(id);
        undated.put(id, before.dated() || before.forgotten() ? null : row.created());
        known.put(id, before.seenIn(pass.number()));
      }
    }
    log.write();
    latest.write();
    touch(tx, seenAgain, pass);
    date(tx, undated);
    return new Brought(newInPass, newInWalk, created, changed, 0, timed, untimed);
  }

  /** Records rows that are no leads, each once by its content. */
  Brought reject(Handle tx, List<LeadRow> rows, Pass pass, Instant seenAt) {
    int newInPass = 0;
    int newInWalk = 0;
    int rejected = 0;
    for (LeadRow row : rows) {
      Long before =
          tx.createQuery("select <pass> from rejected_row where hash = :hash")
              .define("pass", pass.column())
              .bind("hash", row.hash())
              .mapTo(Long.class)
              .findOne()
              .orElse(null);
      newInPass += before == null || before < pass.number() ? 1 : 0;
      newInWalk += before == null || before < pass.first() ? 1 : 0;
      rejected += before == null ? 1 : 0;
      tx.createUpdate(
              "insert into rejected_row"
                  + " (hash, reason, first_seen_at, last_seen_at, <pass>, body)"
                  + " values (:hash, :reason, :at, :at, :pass, :body)"
                  + " on conflict (hash) do update set last_seen_at = excluded.last_seen_at,"
                  + " <pass> = excluded.<pass>")
          .define("pass", pass.column())
          .bind("hash", row.hash())
          .bind("reason", row.rejection())
          .bind("at", seenAt)
          .bind("pass", pass.number())
          .bind("body", row.body())
          .execute();
    }
    return new Brought(newInPass, newInWalk, 0, 0, rejected, 0, 0);
  }

  /**
   * Due when it differs from the latest version and is not older than that. TRACE shows null before
   * a lead's first change, so null behind a time is old; where no time is told, nothing is known.
   */
  private static boolean isDue(LeadRow row, Known before) {
    Instant latest = before.updated();
    boolean older =
        latest != null
            && (row.updated() == null ? row.neverUpdated() : row.updated().isBefore(latest));
    return !before.forgotten()
        && !older
        && (before.vanished() || !row.hash().equals(before.hash()));
  }

  private static Map<String, Known> known(Handle tx, List<LeadRow> rows, Pass pass) {
    Map<String, Known> known = new HashMap<>();
    tx.createQuery(
            "select lead_id, seq, version, hash, updated_at, vanished, forgotten, created_at,"
                + " <pass> as pass from lead"
                + " where lead_id in (<ids>)")
        .define("pass", pass.column())
        .bindList("ids", rows.stream().map(LeadRow::id).distinct().toList())
        .map((row, context) -> Map.entry(row.getString(1), known(row)))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getLong("seq"),
        row.getInt("version"),
        row.getString("hash"),
        Times.read(row, "updated_at"),
        row.getBoolean("vanished"),
        row.getBoolean("forgotten"),
        row.getString("created_at") != null,
        row.getLong("pass"));
  }

  /** What becomes known of leads: their latest versions. */
  private static final class Latest {
    private final PreparedStatement upsert;
    private final Pass pass;
    private final Instant seenAt;

    Latest(Handle tx, Pass pass, Instant seenAt) throws SQLException {
      this.pass = pass;
      this.seenAt = seenAt;
      this.upsert =
          tx.getConnection()
              .prepareStatement(
                  "insert into lead"
                      + " (lead_id, seq, version, hash, updated_at, created_at, tariff_kind,"
                      + " timed_from, vanished, <pass>)".replace("<pass>", pass.column())
                      + " values (?, ?, ?, ?, ?, ?, ?, ?, false, ?)"
                      + " on conflict (lead_id) do update set seq = excluded.seq,"
                      + " version = excluded.version, hash = excluded.hash,"
                      + " updated_at = excluded.updated_at,"
                      + " created_at = coalesce(excluded.created_at, lead.created_at),"
                      + " tariff_kind = excluded.tariff_kind,"
                      + " vanished = false, <pass> = excluded.<pass>"
                          .replace("<pass>", pass.column()));
    }

    void add(LeadRow row, long seq, int version) throws SQLException {
      upsert.setString(1, row.id());
      upsert.setLong(2, seq);
      upsert.setInt(3, version);
      upsert.setString(4, row.hash());
      upsert.setString(5, text(row.updated()));
      upsert.setString(6, text(row.created()));
      upsert.setString(7, row.tariffKind());
      upsert.setString(8, text(pass.timedFrom(row, seenAt)));
      upsert.setLong(9, pass.number());
      upsert.addBatch();
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : Times.text(time);
    }

    void write() throws SQLException {
      try (upsert) {
        upsert.executeBatch();
      }
    }
  }

  private static void touch(Handle tx, List<String> ids, Pass pass) {
    if (!ids.isEmpty()) {
      tx.createUpdate("update lead set <pass> = :pass where lead_id in (<ids>)")
          .define("pass", pass.column())
          .bind("pass", pass.number())
          .bindList("ids", ids)
          .execute();
    }
  }

  /** Keeps when leads were created that are in the ledger since before it kept that. */
  private static void date(Handle tx, Map<String, @Nullable Instant> leads) {
    leads.forEach(
        (id, created) -> {
          if (created != null) {
            tx.execute("update lead set created_at = ? where lead_id = ?", created, id);
          }
        });
  }
}
