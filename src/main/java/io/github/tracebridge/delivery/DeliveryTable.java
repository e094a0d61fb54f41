package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.lead.LeadLog;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.Times;
import io.github.tracebridge.mapping.Mappings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is due of each lead at one sink, in the ledger. Thread-safe. */
final class DeliveryTable {
  private static final int LOOKED_THROUGH_AT_ONCE = 10_000;
  private static final int CHARACTERS_AT_ONCE = 4 << 20;

  private final Jdbi jdbi;
  private final String sink;
  private final Clock clock;

  DeliveryTable(Ledger ledger, String sink, Clock clock) {
    this.jdbi = ledger.jdbi();
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * A version that is due.
   *
   * @param isFirst whether the sink has no version of this lead yet
   */
  record Due(
      Mappings.Source source,
      long seq,
      boolean isFirst,
      int replays,
      int attempts,
      String tariffKind,
      @Nullable Instant timedFrom) {
    static Due read(ResultSet row) throws SQLException {
      return new Due(
          readSource(row),
          row.getLong("seq"),
          row.getObject("done_seq") == null,
          row.getInt("replays"),
          row.getInt("attempts"),
          row.getString("tariff_kind"),
          Times.read(row, "timed_from"));
    }

    Parcel.Item with(JsonNode made) {
      return new Parcel.Item(
          source.id(),
          seq,
          source.version(),
          isFirst,
          replays,
          attempts,
          tariffKind,
          timedFrom,
          made);
    }
  }

  private static Mappings.Source readSource(ResultSet row) throws SQLException {
    return new Mappings.Source(
        row.getString("lead_id"),
        row.getInt("version"),
        row.getString("kind"),
        row.getString("seen_at"),
        row.getString("body"));
  }

  /** Looks through what the log got since the last time, for what is due at this sink. */
  void takeIn() {
    boolean more = true;
    while (more) {
      more = jdbi.inTransaction(this::takeInSome);
    }
  }

  /** Up to which version the log was looked through for that sink. */
  static long place(Handle tx, String sink) {
    return tx.select("select last_seq from delivery_place where sink = ?", sink)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private boolean takeInSome(Handle tx) {
    long place = place(tx, sink);
    long last = LeadLog.last(tx);
    long end = Math.min(last, place + LOOKED_THROUGH_AT_ONCE);
    if (end == place) {
      return false;
    }
    tx.createUpdate(
            "insert into delivery"
                + " (sink, lead_id, due_seq, state, fresh, attempts, next_at, changed_at)"
                + " select :sink, lead_id, max(seq), 'DUE',"
                + " max(case when fresh then 1 else 0 end) = 1, 0, :now, :now from lead_version"
                + " where seq > :place and seq <= :end and body is not null group by lead_id"
                + " on conflict (sink, lead_id) do update set due_seq = excluded.due_seq,"
                + " fresh = excluded.fresh or delivery.state = 'DUE' and delivery.fresh,"
                + " changed_at = excluded.changed_at,"
                + " attempts = case when delivery.state in ('DUE', 'SENDING', 'UNKNOWN')"
                + " then delivery.attempts else 0 end,"
                + " next_at = case when delivery.state in ('DUE', 'SENDING', 'UNKNOWN')"
                + " then delivery.next_at else excluded.next_at end,"
                + " state = case when delivery.state in ('SENDING', 'UNKNOWN')"
                + " then delivery.state else 'DUE' end")
        .bind("sink", sink)
        .bind("now", clock.instant())
        .bind("place", place)
        .bind("end", end)
        .execute();
    tx.execute(
        "insert into delivery_place (sink, last_seq) values (?, ?)"
            + " on conflict (sink) do update set last_seq = excluded.last_seq",
        sink,
        end);
    return end < last;
  }

  /**
   * What went out and got no answer, of a process before this one too.
   *
   * @param except leads that are under way
   */
  List<Due> inDoubt(int most, Set<String> except) {
    return due("d.state = 'SENDING' and v.seq = d.sent_seq", most, except);
  }

  /**
   * What may go out now: recent leads first, and then what has waited longest.
   *
   * @param except leads that are under way
   */
  List<Due> due(int most, Set<String> except) {
    List<Due> due =
        new ArrayList<>(due("d.state = 'DUE' and d.fresh and v.seq = d.due_seq", most, except));
    if (due.size() < most) {
      due.addAll(
          due("d.state = 'DUE' and not d.fresh and v.seq = d.due_seq", most - due.size(), except));
    }
    return due;
  }

  private List<Due> due(String condition, int most, Set<String> except) {
    List<Due> due = new ArrayList<>();
    int[] characters = {0};
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select d.lead_id, d.done_seq, d.replays, d.attempts, v.seq, v.version, v.kind, v.seen_at,"
                        + " v.body, coalesce(l.tariff_kind, '') as tariff_kind, l.timed_from"
                        + " from delivery d join lead l on l.lead_id = d.lead_id"
                        + " join lead_version v on "
                        + condition
                        + " where d.sink = :sink and d.next_at <= :now"
                        + " order by d.due_seq limit :most")
                .bind("sink", sink)
                .bind("now", clock.instant())
                .bind("most", most + except.size())
                .map((row, context) -> Due.read(row))
                .filter(one -> !except.contains(one.source().id()))
                .forEach(
                    one -> {
                      if (characters[0] < CHARACTERS_AT_ONCE && due.size() < most) {
                        due.add(one);
                        characters[0] += one.source().body().length();
                      }
                    }));
    return due;
  }

  boolean isAnyDue() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select 1 from delivery where sink = ? and state in ('DUE', 'SENDING')"
                        + " and next_at <= ? limit 1",
                    sink,
                    clock.instant())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** A version as received. */
  Mappings.Source source(long seq) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select * from lead_version where seq = ?", seq)
                .map((row, context) -> readSource(row))
                .one());
  }

  long count(String... states) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from delivery where sink = :sink and state in (<states>)")
                .bind("sink", sink)
                .bindList("states", List.of(states))
                .mapTo(Long.class)
                .one());
  }

  /** Versions in the log that were not looked through yet. */
  long behind() {
    return jdbi.withHandle(handle -> LeadLog.last(handle) - place(handle, sink));
  }

  Optional<Instant> oldestPending() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select min(v.seen_at) from delivery d join lead_version v on v.seq = d.due_seq"
                        + " where d.sink = ? and d.state in ('DUE', 'SENDING')",
                    sink)
                .mapTo(Instant.class)
                .findOne());
  }

  /** What was postponed is due now; what is in doubt keeps its time, which the sink may need. */
  void tryNow() {
    Instant now = clock.instant();
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update delivery set next_at = ? where sink = ? and state = 'DUE' and next_at > ?",
                now,
                sink,
                now));
  }

  Optional<Instant> nextTry() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select min(next_at) from delivery where sink = ? and state in ('DUE', 'SENDING')",
                    sink)
                .mapTo(Instant.class)
                .findOne());
  }
}
