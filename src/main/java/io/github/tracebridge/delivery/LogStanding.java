package io.github.tracebridge.delivery;

import io.github.tracebridge.lead.LeadLog;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;

/** How the log stands at one sink that gets every version in order. Thread-safe. */
final class LogStanding implements Deliveries {
  private final Jdbi jdbi;
  private final String sink;
  private final LongAdder delivered;

  /**
   * @param delivered is counted up by whoever delivers
   */
  LogStanding(Jdbi jdbi, String sink, LongAdder delivered) {
    this.jdbi = jdbi;
    this.sink = sink;
    this.delivered = delivered;
  }

  @Override
  public long delivered() {
    return delivered.sum();
  }

  @Override
  public long pending() {
    return jdbi.withHandle(tx -> LeadLog.last(tx) - LogDeliveries.confirmed(tx, sink));
  }

  @Override
  public Optional<Instant> oldestPending() {
    return jdbi.withHandle(
        tx ->
            tx.select(
                    "select seen_at from lead_version where seq = ?",
                    LogDeliveries.confirmed(tx, sink) + 1)
                .mapTo(Instant.class)
                .findOne());
  }

  @Override
  public Optional<Instant> nextTry() {
    return open("next_at", Instant.class, "attempts > 0");
  }

  @Override
  public Optional<String> complaint() {
    return open("reason", String.class, "reason is not null");
  }

  @Override
  public long refused() {
    return 0;
  }

  @Override
  public long inDoubt() {
    return 0;
  }

  @Override
  public boolean tryNow() {
    jdbi.useHandle(
        tx ->
            tx.execute(
                "update batch set next_at = decided_at where sink = ? and state = 'OPEN'", sink));
    return true;
  }

  /** Of the batch that was decided and not confirmed; there is one at most. */
  private <T> Optional<T> open(String column, Class<T> type, String condition) {
    return jdbi.withHandle(
        tx ->
            tx.select(
                    "select "
                        + column
                        + " from batch where sink = ? and state = 'OPEN' and "
                        + condition,
                    sink)
                .mapTo(type)
                .findOne());
  }
}
