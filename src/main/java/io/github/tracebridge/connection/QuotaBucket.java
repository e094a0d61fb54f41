package io.github.tracebridge.connection;

import io.github.tracebridge.ledger.Times;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What answers said of a bucket: closed until, or so many requests remaining until. Immutable. */
record QuotaBucket(
    @Nullable Instant closedUntil, @Nullable Integer remaining, @Nullable Instant resetAt) {

  Optional<Instant> closedAfter(Instant now) {
    Instant until = isCapped(now) && remaining != null && remaining <= 0 ? resetAt : closedUntil;
    return Optional.ofNullable(until).filter(time -> time.isAfter(now));
  }

  boolean isCapped(Instant now) {
    return resetAt != null && resetAt.isAfter(now);
  }

  /** Reads a bucket and holds it until the transaction ends, whichever database is below. */
  static Optional<QuotaBucket> take(Handle tx, String bucket) {
    return read(
        tx,
        "update quota_bucket set bucket = bucket where bucket = ?"
            + " returning closed_until, remaining, reset_at",
        bucket);
  }

  /** Reads a bucket without holding it. */
  static Optional<QuotaBucket> look(Handle tx, String bucket) {
    return read(
        tx, "select closed_until, remaining, reset_at from quota_bucket where bucket = ?", bucket);
  }

  private static Optional<QuotaBucket> read(Handle tx, String sql, String bucket) {
    return tx.select(sql, bucket)
        .map(
            (row, context) -> {
              int number = row.getInt("remaining");
              Integer remaining = row.wasNull() ? null : number;
              return new QuotaBucket(
                  Times.read(row, "closed_until"), remaining, Times.read(row, "reset_at"));
            })
        .findOne();
  }
}
