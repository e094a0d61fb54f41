package io.github.tracebridge.delivery;

import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of leads and their deliveries, for a person to look at and to decide; also
 * beside a job that runs. Thread-safe.
 */
public final class LeadRecords {
  private static final String OPEN = "d.state in ('QUARANTINED', 'UNKNOWN')";

  private final Jdbi jdbi;
  private final Clock clock;

  public LeadRecords(Ledger ledger, Clock clock) {
    this.jdbi = ledger.jdbi();
    this.clock = clock;
  }

  /**
   * A lead's newest version.
   *
   * @param seenAt when that version was seen
   * @param body as received; null where it was erased, or the lead vanished
   */
  public record Lead(String id, int version, String kind, Instant seenAt, @Nullable String body) {
    static Lead read(ResultSet row) throws SQLException {
      return new Lead(
          row.getString("lead_id"),
          row.getInt("version"),
          row.getString("kind"),
          Objects.requireNonNull(Times.read(row, "seen_at")),
          row.getString("body"));
    }
  }

  /**
   * Where a lead stands at one sink that gets each lead's newest version.
   *
   * @param version that was sent last; 0 where none was
   * @param nextTry when it goes out, or its sink is asked for it; null where neither will be
   * @param reason why it is not delivered; null where it is, or nothing was tried
   * @param request without personal data; null outside of quarantine
   * @param response without personal data; null outside of quarantine
   */
  public record Standing(
      String sink,
      String leadId,
      String state,
      int version,
      Instant since,
      @Nullable Instant nextTry,
      @Nullable String reason,
      @Nullable String request,
      @Nullable String response) {
    static Standing read(ResultSet row) throws SQLException {
      String state = row.getString("state");
      boolean isDue = state.equals("DUE") || state.equals("SENDING");
      return new Standing(
          row.getString("sink"),
          row.getString("lead_id"),
          state,
          row.getInt("version"),
          Objects.requireNonNull(Times.read(row, "changed_at")),
          isDue ? Times.read(row, "next_at") : null,
          row.getString("reason"),
          row.getString("request"),
          row.getString("response"));
    }
  }

  /**
   * Something that happened to a version.
   *
   * @param where a sink's name; empty for what happened here
   * @param reason null where there is nothing to say
   * @param run by which it happened, as the log calls it; null where none did it, or that is not
   *     known
   */
  public record Event(
      Instant at,
      int version,
      String where,
      String what,
      @Nullable String reason,
      @Nullable String run) {
    static Event read(ResultSet row) throws SQLException {
      return new Event(
          Objects.requireNonNull(Times.read(row, "at")),
          row.getInt("version"),
          row.getString("place"),
          row.getString("what"),
          row.getString("reason"),
          row.getString("run"));
    }
  }

  /** Names of all sinks that anything was ever due at, also of those that are there no more. */
  public List<String> sinks() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select sink from delivery union select sink from batch order by 1")
                .mapTo(String.class)
                .list());
  }

  /** The newest first. */
  public List<Lead> newest(Instant since, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select v.* from lead l join lead_version v on v.seq = l.seq"
                        + " where v.seen_at >= ? order by v.seq desc limit ?",
                    since,
                    most)
                .map((row, context) -> Lead.read(row))
                .list());
  }

  public Optional<Lead> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select v.* from lead l join lead_version v on v.seq = l.seq where l.lead_id = ?",
                    id)
                .map((row, context) -> Lead.read(row))
                .findOne());
  }

  /** At every sink that gets each lead's newest version. */
  public List<Standing> standings(String id) {
    return standings("1 = 1", new Selection(null, List.of(id), null, null), 1000);
  }

  /** What needs a person: in quarantine, or nobody knows whether the sink has it. */
  public List<Standing> rejected(Selection which, int most) {
    return standings(OPEN, which, most);
  }

  /**
   * Which of those that need a person.
   *
   * @param sink null for any
   * @param ids empty for any
   * @param since null for any time
   * @param reason a part of it; null for any
   */
  public record Selection(
      @Nullable String sink, List<String> ids, @Nullable Instant since, @Nullable String reason) {
    public Selection {
      ids = List.copyOf(ids);
    }

    private String condition() {
      return (sink == null ? "" : " and d.sink = :sink")
          + (ids.isEmpty() ? "" : " and d.lead_id in (<ids>)")
          + (since == null ? "" : " and d.changed_at >= :since")
          + (reason == null ? "" : " and d.reason like :reason escape '!'");
    }

    private <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bind(T statement) {
      if (sink != null) {
        statement.bind("sink", sink);
      }
      if (!ids.isEmpty()) {
        statement.bindList("ids", ids);
      }
      if (since != null) {
        statement.bind("since", since);
      }
      if (reason != null) {
        String part = reason.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        statement.bind("reason", "%" + part + "%");
      }
      return statement;
    }
  }

  private List<Standing> standings(String condition, Selection which, int most) {
    return jdbi.withHandle(
        handle -> {
          Query query =
              handle.createQuery(
                  "select d.*, coalesce(v.version, 0) as version from delivery d"
                      + " left join lead_version v on v.seq = d.sent_seq where "
                      + condition
                      + which.condition()
                      + " order by d.changed_at, d.lead_id limit :most");
          return which
              .bind(query)
              .bind("most", most)
              .map((row, context) -> Standing.read(row))
              .list();
        });
  }

  /** All that is known to have happened to a lead, in its order. */
  public List<Event> events(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select seen_at as at, version, '' as place, kind as what, null as reason,"
                        + " run, seq as rank from lead_version where lead_id = :lead"
                        + " union all select b.done_at, v.version, b.sink, 'delivered',"
                        + " b.name, b.run, v.seq from lead_version v join batch b"
                        + " on v.seq between b.first_seq and b.last_seq and b.state = 'DONE'"
                        + " where v.lead_id = :lead"
                        + " union all select e.at, v.version, e.sink, e.what, e.reason, e.run, e.seq"
                        + " from delivery_event e join lead_version v on v.seq = e.seq"
                        + " where e.lead_id = :lead order by 1, 7")
                .bind("lead", id)
                .map((row, context) -> Event.read(row))
                .list());
  }

  /**
   * Lets them go out again, as they are in the ledger now.
   *
   * @return how many
   */
  public int replay(Selection which) {
    return jdbi.inTransaction(
        tx ->
            change(
                tx,
                which,
                "replays = replays + case when state = 'QUARANTINED' then 1 else 0 end, state = 'DUE',"
                    + " attempts = 0, next_at = :now, reason = null",
                "replayed"));
  }

  /**
   * A person has seen that the sink has them.
   *
   * @return how many
   */
  public int confirm(Selection which) {
    return jdbi.inTransaction(
        tx -> {
          List<NewLeads.Untimed> fresh = undelivered(tx, which);
          int confirmed =
              change(
                  tx,
                  which,
                  "state = case when due_seq > sent_seq then 'DUE' else 'DONE' end,"
                      + " done_seq = sent_seq, attempts = 0, next_at = :now, reason = null",
                  "confirmed");
          fresh.forEach(leads -> leads.count(tx, clock.instant()));
          return confirmed;
        });
  }

  private static List<NewLeads.Untimed> undelivered(Handle tx, Selection which) {
    return which
        .bind(
            tx.createQuery(
                "select d.sink, coalesce(l.tariff_kind, '') as kind, count(*) as leads"
                    + " from delivery d join lead l on l.lead_id = d.lead_id"
                    + " where d.done_seq is null and "
                    + OPEN
                    + which.condition()
                    + " group by 1, 2 order by 1, 2"))
        .map(
            (row, context) ->
                new NewLeads.Untimed(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  private int change(Handle tx, Selection which, String change, String what) {
    String condition = OPEN + which.condition();
    which
        .bind(
            tx.createUpdate(
                "insert into delivery_event (sink, lead_id, seq, at, what)"
                    + " select d.sink, d.lead_id, coalesce(d.sent_seq, d.due_seq), :now, :what"
                    + " from delivery d where "
                    + condition))
        .bind("now", clock.instant())
        .bind("what", what)
        .execute();
    return which
        .bind(
            tx.createUpdate(
                "update delivery as d set " + change + ", changed_at = :now where " + condition))
        .bind("now", clock.instant())
        .execute();
  }
}
