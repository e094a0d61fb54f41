package io.github.tracebridge.delivery;

import io.github.tracebridge.ledger.Times;
import io.github.tracebridge.trace.TariffKinds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Leads that a sink gets for the first time with a delivery, to be counted in the transaction that
 * sets them delivered: {@link DeliveredCounts} reads that. Not thread-safe.
 */
final class NewLeads {
  /** Whatever a wrong pointer finds, it makes no more kinds in so many days. */
  private static final int MOST_KINDS = 24;

  private static final int DAYS = 31;

  /** Sorted, so that two transactions that count at once never wait for each other. */
  private final Map<Key, Long> leads =
      new TreeMap<>(Comparator.comparing(Key::kind).thenComparing(Key::speed));

  private record Key(String kind, int speed) {}

  private NewLeads() {}

  private void add(String kind, @Nullable Instant timedFrom, Instant now) {
    int speed =
        timedFrom == null
            ? DeliveredCounts.NOT_TIMED
            : DeliveredCounts.speed(Duration.between(timedFrom, now));
    leads.merge(new Key(kind, speed), 1L, Long::sum);
  }

  /** Of a stretch of the log, both ends included: what is in it without a version before. */
  static NewLeads inLog(Handle tx, long firstSeq, long lastSeq, Instant now) {
    NewLeads found = new NewLeads();
    tx.select(
            "select coalesce(l.tariff_kind, '') as kind, l.timed_from from lead_version v"
                + " join lead l on l.lead_id = v.lead_id where v.seq between ? and ?"
                + " and v.previous_seq is null and v.body is not null",
            firstSeq,
            lastSeq)
        .map((row, context) -> new First(row.getString("kind"), Times.read(row, "timed_from")))
        .forEach(lead -> found.add(lead.kind(), lead.timedFrom(), now));
    return found;
  }

  private record First(String kind, @Nullable Instant timedFrom) {}

  /** Of what goes to a sink that gets each lead's newest version. */
  static NewLeads among(List<Parcel.Item> items, Instant now) {
    NewLeads found = new NewLeads();
    items.stream()
        .filter(Parcel.Item::isFirst)
        .forEach(item -> found.add(item.tariffKind(), item.timedFrom(), now));
    return found;
  }

  /** Counts them up; the last thing that a transaction does, as others may wait for the rows. */
  void count(Handle tx, String sink, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    leads.forEach((key, count) -> add(tx, day, sink, key, count));
  }

  /** Some of which nobody knows when they were delivered. */
  record Untimed(String sink, String kind, long leads) {
    /** Counts them up for the day; the last thing in a transaction too. */
    void count(Handle tx, Instant now) {
      LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
      add(tx, day, sink, new Key(kind, DeliveredCounts.NOT_TIMED), leads);
    }
  }

  private static void add(Handle tx, LocalDate day, String sink, Key key, long count) {
    int known =
        tx.execute(
            "update delivered_count set leads = leads + ?"
                + " where day = ? and sink = ? and kind = ? and speed = ?",
            count,
            day.toString(),
            sink,
            key.kind(),
            key.speed());
    if (known == 0) {
      tx.execute(
          "insert into delivered_count (day, sink, kind, speed, leads) values (?, ?, ?, ?, ?)"
              + " on conflict (day, sink, kind, speed)"
              + " do update set leads = delivered_count.leads + excluded.leads",
          day.toString(),
          sink,
          bounded(tx, day, key.kind()),
          key.speed(),
          count);
    }
  }

  private static String bounded(Handle tx, LocalDate day, String kind) {
    List<String> kinds =
        tx.select(
                "select distinct kind from delivered_count where day > ?",
                day.minusDays(DAYS).toString())
            .mapTo(String.class)
            .list();
    return kinds.contains(kind) || kinds.size() < MOST_KINDS ? kind : TariffKinds.OTHER;
  }
}
