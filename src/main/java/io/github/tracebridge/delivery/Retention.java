package io.github.tracebridge.delivery;

import io.github.tracebridge.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what leads tell of people when it is old enough: versions that every sink has, what is in
 * quarantine, rows that were no leads. What is due stays until it is delivered, save at sinks that
 * are not among those that leads go to any more. Thread-safe.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 5_000;

  private final Ledger ledger;
  private final List<SinkSettings> sinks;
  private final Optional<Duration> keep;
  private final List<String> files;
  private final Clock clock;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param files kinds of files that are fetched, each of which needs what its lead tells
   * @param keep how long; empty for ever
   */
  public Retention(
      Ledger ledger,
      List<SinkSettings> sinks,
      List<String> files,
      Optional<Duration> keep,
      Clock clock) {
    this.files = List.copyOf(files);
    this.ledger = ledger;
    this.sinks = List.copyOf(sinks);
    this.keep = keep;
    this.clock = clock;
  }

  /** Erases what is old enough by now. */
  public void sweep() {
    if (keep.isEmpty()) {
      return;
    }
    Instant limit = clock.instant().minus(keep.get());
    ledger.erase(tx -> eraseElsewhere(tx, limit)).forEach(this::tell);
    int given = ledger.erase(tx -> eraseRest(tx, limit));
    int erased = 0;
    int some = AT_ONCE;
    while (some == AT_ONCE) {
      some = ledger.erase(tx -> eraseVersions(tx, limit));
      erased += some;
    }
    if (erased > 0) {
      LOG.info("{} versions of leads erased, older than leads.keep", erased);
    }
    if (given > 0) {
      LOG.warn(
          "{} leads in quarantine erased, older than leads.keep: their sinks never got them",
          given);
    }
  }

  /**
   * What is due at sinks that are no longer named would be due for ever; gives how much, by sink.
   */
  private Map<String, Integer> eraseElsewhere(Handle tx, Instant limit) {
    String which =
        " where sink not in (<sinks>) and state in ('DUE', 'SENDING', 'UNKNOWN', 'QUARANTINED')"
            + " and changed_at < :limit";
    List<String> names = sinks.stream().map(SinkSettings::name).toList();
    Map<String, Integer> counts =
        tx.createQuery("select sink, count(*) as count from delivery" + which + " group by sink")
            .bindList(EmptyHandling.NULL_KEYWORD, "sinks", names)
            .bind("limit", limit)
            .reduceRows(
                new TreeMap<>(),
                (all, row) -> {
                  all.put(
                      row.getColumn("sink", String.class), row.getColumn("count", Integer.class));
                  return all;
                });
    tx.createUpdate("update delivery set state = 'ERASED', request = null, response = null" + which)
        .bindList(EmptyHandling.NULL_KEYWORD, "sinks", names)
        .bind("limit", limit)
        .execute();
    return counts;
  }

  private void tell(String sink, int count) {
    if (told.add(sink)) {
      LOG.warn(
          "sink {} is not in leads.sinks: {} leads that it never got are erased, older than"
              + " leads.keep; so will be what else was due there",
          sink,
          count);
    }
  }

  private int eraseVersions(Handle tx, Instant limit) {
    return tx.createUpdate(
            "update lead_version set body = null, length = 0 where seq in (select v.seq from"
                + " lead_version v where v.body is not null and v.seen_at < :limit and v.seq <= :end"
                + " and not exists (select 1 from delivery d where d.lead_id = v.lead_id"
                + " and d.state in ('DUE', 'SENDING', 'UNKNOWN', 'QUARANTINED')"
                + " and (d.due_seq = v.seq or d.sent_seq = v.seq and d.state <> 'DUE'))"
                + " and not exists (select 1 from lead_file f where f.lead_id = v.lead_id"
                + " and f.seq = v.seq and f.state = 'DUE' and f.kind in (<files>)) limit :most)")
        .bindList(EmptyHandling.NULL_KEYWORD, "files", files)
        .bind("limit", limit)
        .bind("end", end(tx))
        .bind("most", AT_ONCE)
        .execute();
  }

  /** Up to which version every sink has, or has taken note of, what there is. */
  private long end(Handle tx) {
    LongStream delivered =
        sinks.stream()
            .mapToLong(
                sink ->
                    sink.versions() == SinkSettings.Versions.EVERY
                        ? LogDeliveries.confirmed(tx, sink.name())
                        : DeliveryTable.place(tx, sink.name()));
    LongStream lookedThrough = files.stream().mapToLong(kind -> filePlace(tx, kind));
    return LongStream.concat(delivered, lookedThrough).min().orElse(0);
  }

  private static long filePlace(Handle tx, String kind) {
    return tx.select("select last_seq from lead_file_place where kind = ?", kind)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private static int eraseRest(Handle tx, Instant limit) {
    tx.execute(
        "delete from lead_file where state not in ('DUE', 'WAITING') and changed_at < ?", limit);
    tx.execute("delete from rejected_row where last_seen_at < ?", limit);
    tx.execute("delete from delivery_event where at < ?", limit);
    return tx.execute(
        "update delivery set state = 'ERASED', request = null, response = null"
            + " where state = 'QUARANTINED' and changed_at < ?",
        limit);
  }
}
