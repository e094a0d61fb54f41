package io.github.tracebridge.delivery;

import io.github.tracebridge.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * How many leads each sink got, and how fast: counted in the transaction that sets a lead
 * delivered, so it is exact whatever is killed. Each lead counts once a sink, when its first
 * version is delivered there, also where a person says that it was; later versions do not. Reads a
 * small table and no lead. Thread-safe.
 *
 * <p>Days are UTC and those of the delivery. Kinds are as TRACE told them last, with {@code other}
 * for all beyond 24 in a month. Speed is how long it took from a lead's creation at TRACE, or from
 * when it was first seen where TRACE does not say. A lead has none, and counts for its day alone,
 * where that would say nothing of this side: a backfill or a verification brought it, it was
 * created more than a day before the last proved walk that could have seen it (before the first
 * walk: before now), it was in the ledger before this was kept, or a person says that it is
 * delivered.
 *
 * <p>Nothing here tells of a person, so {@code leads.keep} and {@code leads forget} leave it as it
 * is: a lead that was erased was delivered all the same. Of a lead whose first version {@code
 * leads.keep} had erased before a sink that gets every version was named, that sink counts nothing.
 */
public final class DeliveredCounts {
  /** Upper bounds of speeds, included; a lead may also take longer than all of them. */
  public static final List<Duration> BOUNDS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1));

  static final int NOT_TIMED = -1;
  private static final int LONGER = Integer.MAX_VALUE;

  private final Jdbi jdbi;
  private final Clock clock;

  /**
   * @param clock of the day that is today
   */
  public DeliveredCounts(Ledger ledger, Clock clock) {
    this.jdbi = ledger.jdbi();
    this.clock = clock;
  }

  /**
   * How fast one sink got leads.
   *
   * @param within how many took at most so long, for each of {@link #BOUNDS}; each counts the
   *     faster ones too
   * @param total how many were timed, those that took longer than all bounds included
   */
  public record Speeds(SortedMap<Duration, Long> within, long total) {
    public Speeds {
      within = Collections.unmodifiableSortedMap(new TreeMap<>(within));
    }

    /** Of a sink that got none. */
    public static final Speeds NONE = of(Map.of());

    private static Speeds of(Map<Integer, Long> leads) {
      SortedMap<Duration, Long> within = new TreeMap<>();
      for (Duration bound : BOUNDS) {
        within.put(bound, upTo(leads, bound.toSeconds()));
      }
      return new Speeds(within, upTo(leads, LONGER));
    }

    private static long upTo(Map<Integer, Long> leads, long speed) {
      return leads.entrySet().stream()
          .filter(entry -> entry.getKey() <= speed)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /**
   * Leads of one kind that one sink got on one day.
   *
   * @param kind kinds of their tariffs, joined by {@code +}; empty where TRACE tells none
   */
  public record Count(LocalDate day, String sink, String kind, long leads) {}

  /** How fast each sink got leads, ever since that is counted; without those that got none. */
  public SortedMap<String, Speeds> speeds() {
    return speedsAfter("");
  }

  /** How fast one sink got leads, ever since that is counted. */
  public Speeds speeds(String sink) {
    return speeds().getOrDefault(sink, Speeds.NONE);
  }

  /**
   * The same of the last days.
   *
   * @param days how many, today included; from 1 on
   */
  public SortedMap<String, Speeds> speeds(int days) {
    return speedsAfter(dayBefore(days));
  }

  private SortedMap<String, Speeds> speedsAfter(String day) {
    Map<String, Map<Integer, Long>> leads = new TreeMap<>();
    jdbi.useHandle(
        tx ->
            tx.select(
                    "select sink, speed, sum(leads) from delivered_count where day > ?"
                        + " and speed <> ? group by sink, speed",
                    day,
                    NOT_TIMED)
                .map(
                    (row, context) ->
                        leads
                            .computeIfAbsent(row.getString(1), sink -> new TreeMap<>())
                            .put(row.getInt(2), row.getLong(3)))
                .list());
    SortedMap<String, Speeds> speeds = new TreeMap<>();
    leads.forEach((sink, bySpeed) -> speeds.put(sink, Speeds.of(bySpeed)));
    return Collections.unmodifiableSortedMap(speeds);
  }

  /**
   * What each sink got in the last days, by day, sink and kind in that order.
   *
   * @param days how many, today included; from 1 on
   */
  public List<Count> counts(int days) {
    return jdbi.withHandle(
        tx ->
            tx.select(
                    "select day, sink, kind, sum(leads) from delivered_count where day > ?"
                        + " group by day, sink, kind order by day, sink, kind",
                    dayBefore(days))
                .map(
                    (row, context) ->
                        new Count(
                            LocalDate.parse(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4)))
                .list());
  }

  private String dayBefore(int days) {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days).toString();
  }

  /** How the ledger keeps a time from creation to delivery; a negative one is none at all. */
  static int speed(Duration taken) {
    return BOUNDS.stream()
        .filter(bound -> taken.compareTo(bound) <= 0)
        .map(bound -> (int) bound.toSeconds())
        .findFirst()
        .orElse(LONGER);
  }
}
