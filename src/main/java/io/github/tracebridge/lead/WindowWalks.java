package io.github.tracebridge.lead;

import io.github.tracebridge.ledger.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Backfills and verifications in the ledger, which is the mailbox: a command writes down what it
 * wants, also beside a job that holds the ledger, and that one takes it up at its next look.
 * Thread-safe.
 */
public final class WindowWalks {
  private static final int MOST_FINDS = 1000;
  private static final Duration FORSAKEN = Duration.ofMinutes(2);

  private final Jdbi jdbi;
  private final Clock clock;

  public WindowWalks(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** What a window is walked for; in the order in which they go. */
  public enum Purpose {
    VERIFY,
    BACKFILL;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How one stands; all but the first are its end. */
  public enum State {
    OPEN,
    PROVED,
    UNPROVED,
    CANCELLED
  }

  /**
   * Where one stands.
   *
   * @param lookedAt when a job last looked after it; null before the first time
   * @param waits why it does not go on now; null where it does
   * @param endedAt null as long as it is open
   * @param progress how far it has come; empty before its first page and behind its end
   * @param result what it came to; null as long as it is open
   */
  public record Standing(
      long id,
      Purpose purpose,
      Window window,
      State state,
      Instant askedAt,
      String askedBy,
      @Nullable Instant lookedAt,
      @Nullable String waits,
      @Nullable Instant endedAt,
      String progress,
      @Nullable String result) {
    static Standing read(ResultSet row) throws SQLException {
      OpenWalk open = WalkJson.walk(row.getString("open_walk"));
      return new Standing(
          row.getLong("id"),
          Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
          new Window(time(row, "from_at"), time(row, "to_at")),
          State.valueOf(row.getString("state")),
          time(row, "asked_at"),
          row.getString("asked_by"),
          Times.read(row, "looked_at"),
          row.getString("waits"),
          Times.read(row, "ended_at"),
          open == null ? "" : open.progress(),
          row.getString("result"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
      return Objects.requireNonNull(Times.read(row, column));
    }
  }

  /**
   * Asks for one, or for the one of that window to go on. A verification that no job has looked
   * after for minutes is given up.
   *
   * @return its number
   * @throws IllegalArgumentException with a sentence where one of another window is open
   */
  public long ask(Purpose purpose, Window window, String who) {
    return jdbi.inTransaction(
        tx -> {
          Optional<Standing> open = open(tx, purpose);
          boolean isOther = open.isPresent() && !open.get().window().equals(window);
          if (isOther && isForsaken(open.get())) {
            end(tx, open.get().id(), State.CANCELLED, "given up for another", clock.instant());
            return insert(tx, purpose, window, who);
          }
          if (isOther) {
            throw new IllegalArgumentException(sayOpen(open.get()));
          }
          return open.isPresent() ? open.get().id() : insert(tx, purpose, window, who);
        });
  }

  /** A verification takes up nothing that lasts, so one that nobody looks after blocks no other. */
  private boolean isForsaken(Standing open) {
    Instant looked = open.lookedAt() == null ? open.askedAt() : open.lookedAt();
    return open.purpose() == Purpose.VERIFY && looked.plus(FORSAKEN).isBefore(clock.instant());
  }

  private static String sayOpen(Standing open) {
    return "a %s of %s is open, which %s asked for at %s. Wait for its end, or give it up with %s"
        .formatted(
            open.purpose().id(),
            open.window(),
            open.askedBy(),
            open.askedAt(),
            "tracebridge " + open.purpose().id() + " --cancel.");
  }

  private long insert(Handle tx, Purpose purpose, Window window, String who) {
    return tx.createUpdate(
            "insert into window_walk (purpose, from_at, to_at, state, asked_at, asked_by)"
                + " values (:purpose, :from, :to, 'OPEN', :now, :who)")
        .bind("purpose", purpose.id())
        .bind("from", window.from())
        .bind("to", window.to())
        .bind("now", clock.instant())
        .bind("who", who)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /** The one that is open; empty where none is. */
  public Optional<Standing> open(Purpose purpose) {
    return jdbi.withHandle(tx -> open(tx, purpose));
  }

  private static Optional<Standing> open(Handle tx, Purpose purpose) {
    return tx.select("select * from window_walk where purpose = ? and state = 'OPEN'", purpose.id())
        .map((row, context) -> Standing.read(row))
        .findOne();
  }

  public Optional<Standing> find(long id) {
    return jdbi.withHandle(
        tx ->
            tx.select("select * from window_walk where id = ?", id)
                .map((row, context) -> Standing.read(row))
                .findOne());
  }

  /**
   * Gives the open one up; what it brought stays.
   *
   * @return whether one was open
   */
  public boolean cancel(Purpose purpose) {
    return jdbi.withHandle(
        tx ->
            tx.execute(
                    "update window_walk set state = 'CANCELLED', ended_at = ?, open_walk = null,"
                        + " waits = null where purpose = ? and state = 'OPEN'",
                    clock.instant(),
                    purpose.id())
                > 0);
  }

  /**
   * A job looks after the open one.
   *
   * @param waits why it does not go on now; null where it does
   * @return whether one is open
   */
  boolean looked(Purpose purpose, @Nullable String waits) {
    return jdbi.withHandle(
        tx ->
            tx.execute(
                    "update window_walk set looked_at = ?, waits = ?"
                        + " where purpose = ? and state = 'OPEN'",
                    clock.instant(),
                    waits,
                    purpose.id())
                > 0);
  }

  /** What a page of a verification brought that was not there; as many as are kept by name. */
  static void found(Handle tx, long walk, long lastBefore) {
    tx.execute(
        "insert into window_find (walk_id, lead_id)"
            + " select ?, lead_id from lead_version where seq > ? and kind = 'created'"
            + " and (select count(*) from window_find where walk_id = ?) < ?"
            + " on conflict (walk_id, lead_id) do nothing",
        walk,
        lastBefore,
        walk,
        MOST_FINDS);
  }

  static List<String> finds(Handle tx, long walk) {
    return tx.select(
            "select lead_id from window_find where walk_id = ? order by lead_id limit "
                + MOST_FINDS,
            walk)
        .mapTo(String.class)
        .list();
  }

  static Standing require(Handle tx, Purpose purpose) {
    return open(tx, purpose).orElseThrow();
  }

  static void end(Handle tx, long id, State state, String result, Instant now) {
    tx.execute(
        "update window_walk set state = ?, ended_at = ?, result = ?, open_walk = null, waits = null"
            + " where id = ?",
        state.name(),
        now,
        result,
        id);
  }
}
