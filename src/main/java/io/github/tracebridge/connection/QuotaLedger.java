package io.github.tracebridge.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What was spent of each bucket, in the ledger: a restart forgets none of it, and a process beside
 * the one that holds the ledger spends of the same. Thread-safe.
 */
public final class QuotaLedger {
  private static final Duration GUARD = Duration.ofMillis(1);
  private static final Duration IN_FLIGHT_LOOK = Duration.ofMillis(5);

  private final Jdbi jdbi;
  private final @Nullable Duration longestAnswer;

  private QuotaLedger(Jdbi jdbi, @Nullable Duration longestAnswer) {
    this.jdbi = jdbi;
    this.longestAnswer = longestAnswer;
  }

  /** Of the process that holds the ledger. */
  public QuotaLedger(Jdbi jdbi) {
    this(jdbi, null);
  }

  /**
   * Of a process beside it, which takes nothing over and clears nothing away.
   *
   * @param longestAnswer after which a request is counted as answered, should the process die
   *     before
   */
  public static QuotaLedger beside(Jdbi jdbi, Duration longestAnswer) {
    return new QuotaLedger(jdbi, longestAnswer);
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

  /**
   * Takes over what a process before this one left in flight, as answered just now.
   *
   * @param latest what is closed for longer was closed by a clock that was set back since
   */
  void begin(String bucket, Instant now, Instant latest) {
    jdbi.useTransaction(
        tx -> {
          tx.execute("insert into quota_bucket (bucket) values (?) on conflict do nothing", bucket);
          if (longestAnswer != null) {
            return;
          }
          QuotaBucket.take(tx, bucket);
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

  Decision enter(QuotaSettings quota, String purpose, Instant now) {
    if (quota.requests() == 0 && isOpen(quota, now)) {
      return new Decision(0, Optional.empty());
    }
    return jdbi.inTransaction(
        tx -> {
          QuotaBucket bucket = QuotaBucket.take(tx, quota.bucket()).orElseThrow();
          Optional<Instant> closed = bucket.closedAfter(now).or(() -> fullUntil(tx, quota, now));
          if (closed.isPresent()) {
            return Decision.wait(closed.get());
          }
          if (bucket.isCapped(now)) {
            tx.execute(
                "update quota_bucket set remaining = remaining - 1 where bucket = ?",
                quota.bucket());
          }
          long request = quota.requests() == 0 ? 0 : insert(tx, quota.bucket(), purpose, now);
          return new Decision(request, Optional.empty());
        });
  }

  /** Whether nothing holds a request back and nothing is counted, so that looking is enough. */
  private boolean isOpen(QuotaSettings quota, Instant now) {
    QuotaBucket bucket =
        jdbi.withHandle(handle -> QuotaBucket.look(handle, quota.bucket())).orElseThrow();
    return bucket.closedAfter(now).isEmpty() && !bucket.isCapped(now);
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
          QuotaBucket.take(tx, quota.bucket());
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
            obey(tx, quota, remaining.getAsInt(), reset.get(), permit.given(), now);
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
          QuotaBucket bucket = QuotaBucket.look(tx, quota.bucket()).orElseThrow();
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
      Handle tx, QuotaSettings quota, int remaining, Instant reset, Instant wentOut, Instant now) {
    boolean less = remaining < own(tx, quota, windowBefore(quota, wentOut));
    tx.execute(
        "update quota_bucket set reset_at = ?, remaining = ? - (select count(*) from quota_request"
            + " where bucket = ? and (answered_at is null or answered_at > ?)) where bucket = ?",
        less ? reset : null,
        less ? remaining : null,
        quota.bucket(),
        now,
        quota.bucket());
  }

  /**
   * What is left when those count that are in flight or were answered after that time. In flight is
   * what has no time of its answer yet, or beside another process one that is still to come.
   */
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

  /** What requests were spent on that count now. */
  SortedMap<String, Long> bill(QuotaSettings quota, Instant now) {
    SortedMap<String, Long> bill = new TreeMap<>();
    if (quota.requests() == 0) {
      return bill;
    }
    jdbi.useHandle(
        tx ->
            tx.select(
                    "select coalesce(purpose, ?), count(*) from quota_request where bucket = ?"
                        + " and (answered_at is null or answered_at > ?) group by 1",
                    QuotaGate.OTHER,
                    quota.bucket(),
                    windowBefore(quota, now))
                .map((row, context) -> bill.put(row.getString(1), row.getLong(2)))
                .list());
    return bill;
  }

  /** When the next request may go out; empty for now. */
  private Optional<Instant> fullUntil(Handle tx, QuotaSettings quota, Instant now) {
    if (quota.requests() == 0) {
      return Optional.empty();
    }
    Instant after = windowBefore(quota, now);
    if (longestAnswer == null) {
      tx.execute(
          "delete from quota_request where bucket = ? and answered_at <= ?",
          quota.bucket(),
          windowBefore(quota, after));
    }
    if (own(tx, quota, after) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        tx.select(
                "select min(answered_at) from quota_request"
                    + " where bucket = ? and answered_at > ? and answered_at <= ?",
                quota.bucket(),
                after,
                now)
            .mapTo(Instant.class)
            .findOne()
            .map(oldest -> oldest.plus(quota.window()).plus(GUARD).plus(GUARD))
            .orElse(now.plus(IN_FLIGHT_LOOK)));
  }

  private static Instant windowBefore(QuotaSettings quota, Instant time) {
    return time.minus(quota.window()).minus(GUARD);
  }

  private long insert(Handle tx, String bucket, String purpose, Instant now) {
    return tx.createUpdate(
            "insert into quota_request (bucket, answered_at, purpose)"
                + " values (:bucket, :answered, :purpose)")
        .bind("bucket", bucket)
        .bind("purpose", purpose)
        .bind("answered", longestAnswer == null ? null : now.plus(longestAnswer))
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }
}
