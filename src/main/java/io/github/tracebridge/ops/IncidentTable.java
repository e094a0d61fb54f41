package io.github.tracebridge.ops;

import io.github.tracebridge.ledger.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Incidents in the ledger: the newest thousand. Thread-safe. */
public final class IncidentTable {
  private static final int MOST = 1000;

  private final Jdbi jdbi;

  public IncidentTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest first. */
  public List<Incident> newest(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select * from incident order by id desc limit ?", most)
                .map((row, context) -> read(row))
                .list());
  }

  /** Those that are open, or whose end others have not heard of; the oldest first. */
  List<Incident> unfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select * from incident where closed_at is null or told and not end_told"
                        + " order by id")
                .map((row, context) -> read(row))
                .list());
  }

  private static Incident read(ResultSet row) throws SQLException {
    return new Incident(
        row.getLong("id"),
        Trouble.valueOf(row.getString("trouble")),
        row.getString("subject"),
        row.getString("sentence"),
        Objects.requireNonNull(Times.read(row, "opened_at")),
        Times.read(row, "closed_at"),
        row.getBoolean("told"),
        row.getBoolean("end_told"));
  }

  /**
   * Keeps it as it is now.
   *
   * @return with its number
   */
  Incident save(Incident incident) {
    return jdbi.inTransaction(
        tx -> incident.id() == 0 ? insert(tx, incident) : update(tx, incident));
  }

  private static Incident insert(Handle tx, Incident incident) {
    long id =
        tx.createUpdate(
                "insert into incident"
                    + " (trouble, subject, sentence, opened_at, closed_at, told, end_told) values"
                    + " (:trouble, :subject, :sentence, :opened, :closed, :told, :endTold)")
            .bind("trouble", incident.trouble().name())
            .bind("subject", incident.subject())
            .bind("sentence", incident.sentence())
            .bind("opened", incident.openedAt())
            .bind("closed", incident.closedAt())
            .bind("told", incident.isTold())
            .bind("endTold", incident.isEndTold())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    tx.execute("delete from incident where id <= ? and closed_at is not null", id - MOST);
    return incident.of(id);
  }

  private static Incident update(Handle tx, Incident incident) {
    tx.execute(
        "update incident set sentence = ?, closed_at = ?, told = ?, end_told = ? where id = ?",
        incident.sentence(),
        incident.closedAt(),
        incident.isTold(),
        incident.isEndTold(),
        incident.id());
    return incident;
  }
}
