package io.github.tracebridge.connection;

import io.github.tracebridge.ledger.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What was spent of each bucket, in the ledger: a restart forgets none of it. Thread-safe. */
public final class QuotaLedger {
  private static final Duration GUARD = Duration.ofMillis(1);
  private static final Duration IN_FLIGHT_LOOK = Duration.ofMillis(5);

  private final Jdbi jdbi;

  public QuotaLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @param request the request that may go out; 0 where it may not, or is not counted
   * @param openAt when to ask again; empty where the request may go out
   */
  record Decision(long request, Optional<Instant> openAt) {
    static Decision wait(Instant openAt) {
      return new Decision(0, Optional.of(openAt));
    }
  }

  /** What answers said of a bucket: closed until, or so many requests remaining until. */
  private record Bucket(
      @Nullable Instant closedUntil, @Nullable Integer remaining, @Nullable Instant resetAt) {

    Optional<Instant> closedAfter(Instant now) {
      Instant until = isCapped(now) && remaining != null && remaining <= 0 ? resetAt : closedUntil;
      return Optional.ofNullable(until).filter(time -> time.isAfter(now));
    }

    boolean isCapped(Instant now) {
      return resetAt != null && resetAt.isAfter(now);
    }
  }

  /**
   * Takes over what a process before this one left in flight, as answered just now.
   *
   * @param latest what is closed for longer was closed by a clock that was set back since
   */
  void begin(String bucket, Instant now, Instant latest) {
    jdbi.useTransaction(
        tx -> {
          if (take(tx, bucket).isEmpty()) {
            tx.execute("insert into quota_bucket (bucket) values (?)", bucket);
          }
          tx.execute(
              "update quota_request set answered_at = ?"
                  + " where bucket = ? and (answered_at is null or answered_at > ?)",
              now,
              bucket,
              now);
          tx.execute(
              "update quota_bucket set closed_until = null where bucket = ? and closed_until > ?",
              bucket,
              latest);
          tx.execute(
              "update quota_bucket set reset_at = null where bucket = ? and reset_at > ?",
              bucket,
              latest);
        });
  }

  Decision enter(QuotaSettings quota, Instant now) {
    return jdbi.inTransaction(
        tx -> {
          Bucket bucket = take(tx, quota.bucket()).orElseThrow();
          Optional<Instant> closed = bucket.closedAfter(now).or(() -> fullUntil(tx, quota, now));
          if (closed.isPresent()) {
            return Decision.wait(closed.get());
          }
          if (bucket.isCapped(now)) {
            tx.execute(
                "update quota_bucket set remaining = remaining - 1 where bucket = ?",
                quota.bucket());
          }
          long request = quota.requests() == 0 ? 0 : insert(tx, quota.bucket());
          return new Decision(request, Optional.empty());
        });
  }

  void answered(
      QuotaSettings quota,
      QuotaGate.Permit permit,
      Instant now,
      OptionalInt remaining,
      Optional<Instant> reset,
      Optional<Instant> closedUntil) {
    boolean nothingToKeep = permit.request() == 0 && closedUntil.isEmpty() && remaining.isEmpty();
    if (nothingToKeep) {
      return;
    }
    jdbi.useTransaction(
        tx -> {
          take(tx, quota.bucket());
          tx.execute(
              "update quota_request set answered_at = ? where id = ?", now, permit.request());
          closedUntil.ifPresent(
              until ->
                  tx.execute(
                      "update quota_bucket set closed_until = ?"
                          + " where bucket = ? and (closed_until is null or closed_until < ?)",
                      until,
                      quota.bucket(),
                      until));
          if (remaining.isPresent() && reset.isPresent()) {
            obey(tx, quota, remaining.getAsInt(), reset.get(), permit.given());
          }
        });
  }

  void giveBack(QuotaSettings quota, long request) {
    jdbi.useTransaction(
        tx -> {
          tx.execute("delete from quota_request where id = ?", request);
          tx.execute(
              "update quota_bucket set remaining = remaining + 1 where bucket = ?", quota.bucket());
        });
  }

  int left(QuotaSettings quota, Instant now) {
    return jdbi.withHandle(
        tx -> {
          Bucket bucket =
              read(
                      tx,
                      "select closed_until, remaining, reset_at from quota_bucket where bucket = ?",
                      quota.bucket())
                  .orElseThrow();
          if (bucket.closedAfter(now).isPresent()) {
            return 0;
          }
          int own = own(tx, quota, windowBefore(quota, now));
          Integer remaining = bucket.isCapped(now) ? bucket.remaining() : null;
          return remaining == null ? own : Math.min(own, remaining);
        });
  }

  /**
   * The server knows of less than we do only where others spend too: then its word counts, less
   * what is on its way. An answer may be slow, so what it says is held against all that the server
   * can have counted when the request went out, and not against what is left by now.
   */
  private static void obey(
      Handle tx, QuotaSettings quota, int remaining, Instant reset, Instant wentOut) {
    boolean less = remaining < own(tx, quota, windowBefore(quota, wentOut));
    tx.execute(
        "update quota_bucket set reset_at = ?, remaining = ? - (select count(*) from quota_request"
            + " where bucket = ? and answered_at is null) where bucket = ?",
        less ? reset : null,
        less ? remaining : null,
        quota.bucket(),
        quota.bucket());
  }

  /** What is left when those count that are in flight or were answered after that time. */
  private static int own(Handle tx, QuotaSettings quota, Instant after) {
    if (quota.requests() == 0) {
      return Integer.MAX_VALUE;
    }
    int counted =
        tx.select(
                "select count(*) from quota_request"
                    + " where bucket = ? and (answered_at is null or answered_at > ?)",
                quota.bucket(),
                after)
            .mapTo(Integer.class)
            .one();
    return Math.max(0, quota.requests() - counted);
  }

  /** When the next request may go out; empty for now. */
  private static Optional<Instant> fullUntil(Handle tx, QuotaSettings quota, Instant now) {
    if (quota.requests() == 0) {
      return Optional.empty();
    }
    Instant after = windowBefore(quota, now);
    tx.execute(
        "delete from quota_request where bucket = ? and answered_at <= ?",
        quota.bucket(),
        windowBefore(quota, after));
    if (own(tx, quota, after) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        tx.select(
                "select min(answered_at) from quota_request where bucket = ? and answered_at > ?",
                quota.bucket(),
                after)
            .mapTo(Instant.class)
            .findOne()
            .map(oldest -> oldest.plus(quota.window()).plus(GUARD).plus(GUARD))
            .orElse(now.plus(IN_FLIGHT_LOOK)));
  }

  private static Instant windowBefore(QuotaSettings quota, Instant time) {
    return time.minus(quota.window()).minus(GUARD);
  }

  /** Reads a bucket and holds it until the transaction ends, whichever database is below. */
  private static Optional<Bucket> take(Handle tx, String bucket) {
    return read(
        tx,
        "update quota_bucket set bucket = bucket where bucket = ?"
            + " returning closed_until, remaining, reset_at",
        bucket);
  }

  private static Optional<Bucket> read(Handle tx, String sql, String bucket) {
    return tx.select(sql, bucket)
        .map(
            (row, context) -> {
              int number = row.getInt("remaining");
              Integer remaining = row.wasNull() ? null : number;
              return new Bucket(
                  Times.read(row, "closed_until"), remaining, Times.read(row, "reset_at"));
            })
        .findOne();
  }

  private static long insert(Handle tx, String bucket) {
    return tx.createUpdate("insert into quota_request (bucket) values (:bucket)")
        .bind("bucket", bucket)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }
}
