package io.github.tracebridge.lead;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due at each sink. A batch's name and content are decided in the ledger before anything is
 * sent, so that after a crash the same batch goes out again and no other. Thread-safe, as long as
 * one thread delivers to a sink.
 */
public final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int OCTETS_AT_ONCE = 4 << 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Jdbi jdbi;
  private final List<String> sinks;
  private final int largestBatch;
  private final Clock clock;
  private final LongAdder delivered = new LongAdder();

  public Deliveries(Jdbi jdbi, List<String> sinks, int largestBatch, Clock clock) {
    this.jdbi = jdbi;
    this.sinks = List.copyOf(sinks);
    this.largestBatch = largestBatch;
    this.clock = clock;
  }

  /**
   * What goes to a sink at once.
   *
   * @param name unique and lasting; begins with the UTC date, yyyyMMdd
   * @param lines one envelope each, in the order in which the versions were seen
   */
  public record Batch(long id, String name, List<String> lines) {}

  public List<String> sinks() {
    return sinks;
  }

  /** Whether anything may go to the sink now. */
  public boolean isDue(@ExchangeProperty("sink") String sink) {
    Instant now = clock.instant();
    return jdbi.withHandle(
        tx -> {
          Optional<Instant> open =
              tx.select("select next_at from batch where sink = ? and state = 'OPEN'", sink)
                  .mapTo(Instant.class)
                  .findFirst();
          return open.isPresent() ? !open.get().isAfter(now) : count(tx, sink, "DUE", 1) > 0;
        });
  }

  /** The batch that was decided and not confirmed; else a new one of what has waited longest. */
  public Batch claim(@ExchangeProperty("sink") String sink) {
    return jdbi.inTransaction(
        tx -> {
          long id =
              tx.select("select id from batch where sink = ? and state = 'OPEN' order by id", sink)
                  .mapTo(Long.class)
                  .findFirst()
                  .orElseGet(() -> decide(tx, sink));
          String name =
              tx.select("select name from batch where id = ?", id).mapTo(String.class).one();
          return new Batch(id, name, Envelopes.read(tx, sink, id));
        });
  }

  /** The sink has it for good. */
  public void confirm(@ExchangeProperty("sink") String sink, @ExchangeProperty("batch") long id) {
    int attempts =
        jdbi.inTransaction(
            tx -> {
              int leads =
                  tx.execute(
                      "update delivery set state = 'DELIVERED'"
                          + " where sink = ? and state = 'CLAIMED' and batch_id = ?",
                      sink,
                      id);
              tx.execute(
                  "update batch set state = 'DONE', done_at = ?, reason = null where id = ?",
                  clock.instant(),
                  id);
              delivered.add(leads);
              return tx.select("select attempts from batch where id = ?", id)
                  .mapTo(Integer.class)
                  .one();
            });
    if (attempts > 0) {
      LOG.info("sink {} takes leads again", sink);
    }
  }

  /** The sink did not take it; the same batch goes out again later. */
  public void postpone(
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("batch") long id,
      @ExchangeException Exception fault) {
    String reason = String.valueOf(fault.getMessage());
    Duration wait =
        jdbi.inTransaction(
            tx -> {
              int attempts =
                  tx.select("select attempts from batch where id = ?", id)
                      .mapTo(Integer.class)
                      .one();
              Duration next = backoff(attempts);
              tx.execute(
                  "update batch set attempts = attempts + 1, next_at = ?, reason = ? where id = ?",
                  clock.instant().plus(next),
                  reason,
                  id);
              if (attempts == 0) {
                LOG.warn("sink {} does not take leads ({}). They stay due.", sink, reason);
              }
              return next;
            });
    LOG.debug("sink {} is tried again in {}", sink, wait);
  }

  /** Versions that this process delivered. */
  public long delivered() {
    return delivered.sum();
  }

  /** Versions that are seen but not delivered, at all sinks. */
  public long pending() {
    return jdbi.withHandle(
        tx ->
            sinks.stream()
                .mapToLong(
                    sink ->
                        count(tx, sink, "DUE", Integer.MAX_VALUE)
                            + count(tx, sink, "CLAIMED", Integer.MAX_VALUE))
                .sum());
  }

  /** When the version was seen that has waited longest; empty where none waits. */
  public Optional<Instant> oldestPending() {
    return jdbi.withHandle(
        tx ->
            sinks.stream()
                .flatMap(
                    sink -> oldest(tx, sink, "CLAIMED").or(() -> oldest(tx, sink, "DUE")).stream())
                .min(Instant::compareTo));
  }

  /** When the next postponed batch goes out again; empty where none was postponed. */
  public Optional<Instant> nextTry() {
    return jdbi.withHandle(
        tx ->
            tx.select("select min(next_at) from batch where state = 'OPEN' and attempts > 0")
                .mapTo(Instant.class)
                .findOne());
  }

  /** Why a sink does not take leads; empty where all do. */
  public Optional<String> complaint() {
    return jdbi.withHandle(
        tx ->
            tx.select("select reason from batch where state = 'OPEN' and reason is not null")
                .mapTo(String.class)
                .findFirst());
  }

  private long decide(Handle tx, String sink) {
    long upTo = upTo(tx, sink);
    Instant now = clock.instant();
    long id =
        tx.createUpdate(
                "insert into batch (sink, name, state, leads, attempts, next_at, decided_at)"
                    + " values (:sink, '', 'OPEN', 0, 0, :now, :now)")
            .bind("sink", sink)
            .bind("now", now)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    int leads =
        tx.execute(
            "update delivery set state = 'CLAIMED', batch_id = ?"
                + " where sink = ? and state = 'DUE' and id <= ?",
            id,
            sink,
            upTo);
    tx.execute(
        "update batch set name = ?, leads = ? where id = ?",
        NAME.format(now) + "-" + String.format("%06d", id),
        leads,
        id);
    return id;
  }

  private long upTo(Handle tx, String sink) {
    long[] last = {0, 0};
    tx.select(
            "select d.id, v.octets from delivery d join lead_version v on v.seq = d.seq"
                + " where d.sink = ? and d.state = 'DUE' order by d.id limit ?",
            sink,
            largestBatch)
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(
            row -> {
              if (last[1] < OCTETS_AT_ONCE) {
                last[0] = row[0];
                last[1] += row[1];
              }
            });
    return last[0];
  }

  private static long count(Handle tx, String sink, String state, int most) {
    return tx.select(
            "select count(*) from (select 1 from delivery where sink = ? and state = ? limit ?) t",
            sink,
            state,
            most)
        .mapTo(Long.class)
        .one();
  }

  private static Optional<Instant> oldest(Handle tx, String sink, String state) {
    return tx.select(
            "select v.seen_at from delivery d join lead_version v on v.seq = d.seq"
                + " where d.sink = ? and d.state = ? order by d.id limit 1",
            sink,
            state)
        .mapTo(Instant.class)
        .findFirst();
  }

  private static Duration backoff(int attempts) {
    Duration wait = Duration.ofSeconds(1L << Math.min(attempts, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
