package io.github.tracebridge.delivery;

import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.lead.LeadLog;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.StoredText;
import io.github.tracebridge.ledger.Times;
import io.github.tracebridge.log.CorrelationIds;
import io.github.tracebridge.log.Outage;
import io.github.tracebridge.mapping.FileReferences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due at each sink that gets every version in order: the log of versions behind the last
 * batch that the sink got. A batch's name and content are decided in the ledger before anything is
 * sent, so that after a crash the same batch goes out again and no other. Thread-safe, as long as
 * one thread delivers to a sink.
 */
public final class LogDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(LogDeliveries.class);
  private static final int CHARACTERS_AT_ONCE = 4 << 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Ledger ledger;
  private final Jdbi jdbi;
  private final Map<String, SinkSettings> sinks = new HashMap<>();
  private final Optional<FileReferences> files;
  private final Clock clock;

  /** Sinks that did not take their last batch, and since when. */
  private final Map<String, Instant> refusing = new ConcurrentHashMap<>();

  private final Map<String, LongAdder> delivered = new HashMap<>();

  /**
   * @param files says which files a lead has; empty where they are not fetched
   */
  public LogDeliveries(
      Ledger ledger, List<SinkSettings> sinks, Optional<FileReferences> files, Clock clock) {
    this.files = files;
    this.ledger = ledger;
    this.jdbi = ledger.jdbi();
    for (SinkSettings sink : sinks) {
      this.sinks.put(sink.name(), sink);
      delivered.put(sink.name(), new LongAdder());
    }
    this.clock = clock;
  }

  /**
   * What goes to a sink at once.
   *
   * @param name unique and lasting; begins with the UTC date, yyyyMMdd
   * @param lines one envelope each, in the order in which the versions were seen
   */
  public record Batch(long id, String name, List<String> lines) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Batch batch && id == batch.id;
    }

    /** Without the lines, as Camel asks for it whenever a route looks at a field. */
    @Override
    public int hashCode() {
      return Long.hashCode(id);
    }
  }

  /** A batch that was decided and not confirmed. */
  private record Open(
      long id, String name, long firstSeq, long lastSeq, int attempts, Instant nextAt) {
    static Open read(ResultSet row) throws SQLException {
      return new Open(
          row.getLong("id"),
          row.getString("name"),
          row.getLong("first_seq"),
          row.getLong("last_seq"),
          row.getInt("attempts"),
          Objects.requireNonNull(Times.read(row, "next_at")));
    }
  }

  /** The number of the last version seen so far; 0 before the first. */
  public long end() {
    return jdbi.withHandle(LeadLog::last);
  }

  /**
   * Whether anything may go to the sink now. What a process before this one postponed is tried at
   * once: perhaps that is why this one was started.
   *
   * @param end up to which version all must have gone; what is seen later can wait for more, so
   *     that a walk under way does not end in many small batches
   */
  public boolean isDue(@ExchangeProperty("sink") String sink, @ExchangeProperty("end") long end) {
    Instant now = clock.instant();
    return jdbi.withHandle(
        tx ->
            open(tx, sink)
                .map(batch -> !refusing.containsKey(sink) || !batch.nextAt().isAfter(now))
                .orElseGet(() -> place(tx, sink) < end));
  }

  /** The batch that was decided and not confirmed; else a new one of what has waited longest. */
  public Batch claim(@ExchangeProperty("sink") String sink) {
    Open batch = ledger.decide(tx -> open(tx, sink).orElseGet(() -> decide(tx, sink)));
    List<String> lines =
        jdbi.withHandle(tx -> Envelopes.read(tx, batch.firstSeq(), batch.lastSeq(), files));
    return new Batch(batch.id(), batch.name(), lines);
  }

  /** The sink has it for good. */
  public void confirm(@ExchangeProperty("sink") String sink, @ExchangeProperty("batch") long id) {
    Open batch =
        jdbi.inTransaction(
            tx -> {
              Open open = require(tx, sink, id);
              Instant now = clock.instant();
              tx.execute(
                  "update batch set state = 'DONE', done_at = ?, reason = null, run = ? where id = ?",
                  now,
                  CorrelationIds.run(),
                  id);
              NewLeads.inLog(tx, open.firstSeq(), open.lastSeq(), now).count(tx, sink, now);
              return open;
            });
    Objects.requireNonNull(delivered.get(sink), sink).add(batch.lastSeq() - batch.firstSeq() + 1);
    Instant since = refusing.remove(sink);
    if (since != null) {
      Duration away = Duration.between(since, clock.instant());
      LOG.info("sink {} takes leads again after {}", sink, Outage.words(away));
    }
  }

  /** The sink did not take it; the same batch goes out again later. */
  public void postpone(
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("batch") long id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    String reason = StoredText.of(SinkFaults.verdict(fault).reason());
    jdbi.useTransaction(
        tx ->
            tx.execute(
                "update batch set attempts = attempts + 1, next_at = ?, reason = ? where id = ?",
                clock
                    .instant()
                    .plus(Backoff.of(require(tx, sink, id).attempts(), null, LONGEST_WAIT)),
                reason,
                id));
    if (refusing.putIfAbsent(sink, clock.instant()) == null) {
      LOG.warn("sink {} does not take leads: {} They stay due.", sink, reason);
    }
  }

  /**
   * What is known of one sink's deliveries.
   *
   * @param sink one of those that this was made for
   */
  public Deliveries at(String sink) {
    return new LogStanding(jdbi, sink, Objects.requireNonNull(delivered.get(sink), sink));
  }

  private Open decide(Handle tx, String sink) {
    long first = place(tx, sink) + 1;
    Instant now = clock.instant();
    return tx.select(
            "insert into batch"
                + " (sink, name, state, first_seq, last_seq, attempts, next_at, decided_at)"
                + " values (?, ?, 'OPEN', ?, ?, 0, ?, ?) returning *",
            sink,
            NAME.format(now) + "-" + String.format("%09d", first),
            first,
            upTo(tx, first, sink),
            now,
            now)
        .map((row, context) -> Open.read(row))
        .one();
  }

  private long upTo(Handle tx, long first, String sink) {
    long[] last = {first, 0};
    tx.select(
            "select seq, length from lead_version where seq between ? and ? order by seq",
            first,
            first + Objects.requireNonNull(sinks.get(sink), sink).batch() - 1)
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(
            row -> {
              if (last[1] < CHARACTERS_AT_ONCE) {
                last[0] = row[0];
                last[1] += row[1];
              }
            });
    return last[0];
  }

  private static Optional<Open> open(Handle tx, String sink) {
    return tx.select("select * from batch where sink = ? order by last_seq desc limit 1", sink)
        .map((row, context) -> "OPEN".equals(row.getString("state")) ? Open.read(row) : null)
        .findOne();
  }

  private static Open require(Handle tx, String sink, long id) {
    return open(tx, sink)
        .filter(batch -> batch.id() == id)
        .orElseThrow(
            () -> new IllegalStateException("batch " + id + " of sink " + sink + " is not open"));
  }

  /** The number up to which the sink's batches were decided. */
  private static long place(Handle tx, String sink) {
    return tx.select("select coalesce(max(last_seq), 0) from batch where sink = ?", sink)
        .mapTo(Long.class)
        .one();
  }

  /** The number up to which the sink has all for good. */
  static long confirmed(Handle tx, String sink) {
    return open(tx, sink).map(batch -> batch.firstSeq() - 1).orElseGet(() -> place(tx, sink));
  }
}
