package io.github.tracebridge.lead;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Takes rows of TRACE's answers into the ledger: which are new versions, and due at each sink. */
final class LeadLedger {
  private static final String REJECT =
      "insert into rejected_row (hash, reason, first_seen_at, last_seen_at, <pass>, body)"
          + " values (:hash, :reason, :at, :at, :pass, :body)";
  private static final String REJECT_AGAIN =
      "update rejected_row set last_seen_at = :at, <pass> = :pass where hash = :hash";

  private final List<String> sinks;

  LeadLedger(List<String> sinks) {
    this.sinks = sinks;
  }

  /**
   * The pass that sees rows.
   *
   * @param column where the ledger keeps it
   * @param first from which pass on a row counts as seen in the walk
   */
  record Pass(String column, long number, long first) {}

  /**
   * What a number of rows brought.
   *
   * @param newInPass rows seen for the first time in this pass
   * @param newInWalk rows seen for the first time in this walk
   * @param created leads never seen before
   * @param changed leads with another content than before
   * @param rejected rows that are no leads, never seen before
   */
  record Brought(int newInPass, int newInWalk, int created, int changed, int rejected) {}

  private record Known(
      long seq, int version, String hash, @Nullable Instant updated, boolean vanished, long pass) {
    Known seenIn(long newPass) {
      return new Known(seq, version, hash, updated, vanished, newPass);
    }
  }

  private record NewVersion(LeadRow row, int version, String kind, @Nullable Long previous) {}

  Brought take(Handle tx, List<LeadRow> rows, Pass pass, Instant seenAt) {
    Map<String, Known> known = known(tx, rows, pass);
    Map<String, Boolean> isNewLead = new LinkedHashMap<>();
    List<NewVersion> versions = new ArrayList<>();
    int newInPass = 0;
    int newInWalk = 0;
    int created = 0;
    int changed = 0;
    for (LeadRow row : rows) {
      String id = Objects.requireNonNull(row.id());
      Known before = known.get(id);
      newInPass += before == null || before.pass() < pass.number() ? 1 : 0;
      newInWalk += before == null || before.pass() < pass.first() ? 1 : 0;
      if (before == null || isDue(row, before)) {
        boolean first = before == null;
        int version = before == null ? 1 : before.version() + 1;
        // a second version of one lead on one page goes in after the first has its number
        if (isNewLead.containsKey(id)) {
          flush(tx, versions, isNewLead, pass, seenAt, known);
          before = Objects.requireNonNull(known.get(id));
        }
        versions.add(
            new NewVersion(
                row, version, first ? "created" : "changed", before == null ? null : before.seq()));
        isNewLead.put(id, first);
        created += first ? 1 : 0;
        changed += first ? 0 : 1;
        known.put(id, new Known(0, version, row.hash(), row.updated(), false, pass.number()));
      } else {
        known.put(id, before.seenIn(pass.number()));
      }
    }
    flush(tx, versions, isNewLead, pass, seenAt, known);
    touch(tx, rows, pass);
    return new Brought(newInPass, newInWalk, created, changed, 0);
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
      tx.createUpdate(before == null ? REJECT : REJECT_AGAIN)
          .define("pass", pass.column())
          .bind("hash", row.hash())
          .bind("reason", "no id at trace.leads.id")
          .bind("at", seenAt)
          .bind("pass", pass.number())
          .bind("body", row.body())
          .execute();
    }
    return new Brought(newInPass, newInWalk, 0, 0, rejected);
  }

  /** Due when it differs from the latest version and is not older than that. */
  private static boolean isDue(LeadRow row, Known before) {
    Instant latest = before.updated();
    boolean older = latest != null && (row.updated() == null || row.updated().isBefore(latest));
    return !older && (before.vanished() || !row.hash().equals(before.hash()));
  }

  private static Map<String, Known> known(Handle tx, List<LeadRow> rows, Pass pass) {
    Map<String, Known> known = new HashMap<>();
    tx.createQuery(
            "select lead_id, seq, version, hash, updated_at, vanished, <pass> as pass from lead"
                + " where lead_id = any(:ids)")
        .define("pass", pass.column())
        .bindArray("ids", String.class, ids(rows))
        .map((row, context) -> Map.entry(row.getString(1), known(row)))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getLong("seq"),
        row.getInt("version"),
        row.getString("hash"),
        Times.instant(row, "updated_at"),
        row.getBoolean("vanished"),
        row.getLong("pass"));
  }

  private static Object[] ids(List<LeadRow> rows) {
    return rows.stream().map(LeadRow::id).distinct().toArray();
  }

  private void flush(
      Handle tx,
      List<NewVersion> versions,
      Map<String, Boolean> isNewLead,
      Pass pass,
      Instant seenAt,
      Map<String, Known> known) {
    if (versions.isEmpty()) {
      return;
    }
    List<Long> seqs = insertVersions(tx, versions, seenAt);
    PreparedBatch inserts =
        tx.prepareBatch(
            "insert into lead (lead_id, seq, version, hash, updated_at, vanished, <pass>)"
                + " values (?, ?, ?, ?, ?, false, ?)");
    inserts.define("pass", pass.column());
    PreparedBatch updates =
        tx.prepareBatch(
            "update lead set seq = ?, version = ?, hash = ?, updated_at = ?, vanished = false,"
                + " <pass> = ? where lead_id = ?");
    updates.define("pass", pass.column());
    for (int i = 0; i < seqs.size(); i++) {
      NewVersion version = versions.get(i);
      LeadRow row = version.row();
      String id = Objects.requireNonNull(row.id());
      long seq = seqs.get(i);
      if (Boolean.TRUE.equals(isNewLead.get(id))) {
        inserts.add(id, seq, version.version(), row.hash(), row.updated(), pass.number());
      } else {
        updates.add(seq, version.version(), row.hash(), row.updated(), pass.number(), id);
      }
      known.put(
          id, new Known(seq, version.version(), row.hash(), row.updated(), false, pass.number()));
    }
    execute(inserts);
    execute(updates);
    due(tx, seqs);
    versions.clear();
    isNewLead.clear();
  }

  private static List<Long> insertVersions(Handle tx, List<NewVersion> versions, Instant seenAt) {
    PreparedBatch batch =
        tx.prepareBatch(
            "insert into lead_version"
                + " (previous_seq, lead_id, version, kind, hash, seen_at, octets, body)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)");
    for (NewVersion version : versions) {
      LeadRow row = version.row();
      batch.add(
          version.previous(),
          row.id(),
          version.version(),
          version.kind(),
          row.hash(),
          seenAt,
          row.body().getBytes(StandardCharsets.UTF_8).length,
          row.body());
    }
    return batch.executePreparedBatch("seq").mapTo(Long.class).list();
  }

  /** Each version is due at each sink. */
  void due(Handle tx, List<Long> seqs) {
    PreparedBatch batch =
        tx.prepareBatch("insert into delivery (sink, seq, state) values (?, ?, 'DUE')");
    for (String sink : sinks) {
      for (long seq : seqs) {
        batch.add(sink, seq);
      }
    }
    execute(batch);
  }

  private static void touch(Handle tx, List<LeadRow> rows, Pass pass) {
    if (!rows.isEmpty()) {
      tx.createUpdate("update lead set <pass> = :pass where lead_id = any(:ids) and <pass> < :pass")
          .define("pass", pass.column())
          .bind("pass", pass.number())
          .bindArray("ids", String.class, ids(rows))
          .execute();
    }
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
