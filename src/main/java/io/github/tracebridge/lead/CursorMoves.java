package io.github.tracebridge.lead;

import io.github.tracebridge.ledger.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves cursors by hand, each move with its line in the ledger; also beside a job that walks: a
 * walk that began before does not move the cursor any more, and the next one begins at its new
 * place. Thread-safe.
 */
public final class CursorMoves {
  private final Jdbi jdbi;
  private final Clock clock;

  public CursorMoves(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A cursor that was moved by hand. */
  public record Move(Instant at, String who, String series, Instant from, Instant to) {}

  /** Series whose cursor can be moved. */
  public static List<String> series() {
    return List.of(Series.CREATED.id(), Series.UPDATED.id());
  }

  /** All moves, the oldest first. */
  public List<Move> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select * from cursor_move order by id")
                .map(
                    (row, context) ->
                        new Move(
                            Objects.requireNonNull(Times.read(row, "at")),
                            row.getString("who"),
                            row.getString("series"),
                            Objects.requireNonNull(Times.read(row, "from_at")),
                            Objects.requireNonNull(Times.read(row, "to_at"))))
                .list());
  }

  /**
   * Moves a cursor.
   *
   * @param place of the cursor as it is now, gives where it is to be
   * @param forwards whether it may move forwards, too
   * @throws IllegalArgumentException with a sentence where it may not be moved there
   */
  public Move move(String series, UnaryOperator<Instant> place, boolean forwards, String who) {
    if (!series().contains(series)) {
      throw new IllegalArgumentException(
          "expected a series with a cursor, one of "
              + String.join(", ", series())
              + ", but was \""
              + series
              + "\".");
    }
    return jdbi.inTransaction(tx -> move(tx, series, place, forwards, who));
  }

  private Move move(
      Handle tx, String series, UnaryOperator<Instant> place, boolean forwards, String who) {
    long pass = WalkLedger.nextPass(tx);
    Instant from = cursor(tx, series);
    Instant now = clock.instant();
    Move move = new Move(now, who, series, from, place.apply(from));
    requireFit(move, forwards);
    tx.execute(
        "update walk set cursor_at = ?, moved_pass = ? where series = ?", move.to(), pass, series);
    tx.execute(
        "insert into cursor_move (at, who, series, from_at, to_at) values (?, ?, ?, ?, ?)",
        now,
        who,
        series,
        from,
        move.to());
    return move;
  }

  private static Instant cursor(Handle tx, String series) {
    return tx.select(
            "select cursor_at from walk where series = ? and cursor_at is not null", series)
        .mapTo(Instant.class)
        .findOne()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    series.toUpperCase(Locale.ROOT).charAt(0)
                        + series.substring(1)
                        + " has no cursor yet: the first walk is one of all leads."));
  }

  private static void requireFit(Move move, boolean forwards) {
    if (move.to().isAfter(move.at())) {
      throw new IllegalArgumentException(
          "a cursor cannot be in the future, but was to be at " + move.to() + ".");
    }
    if (move.to().isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException(
          "a cursor cannot be before 1970, but was to be at " + move.to() + ".");
    }
    if (move.to().equals(move.from())) {
      throw new IllegalArgumentException(
          "the cursor of " + move.series() + " is at " + move.from() + " already.");
    }
    if (move.to().isAfter(move.from()) && !forwards) {
      throw new IllegalArgumentException(
          "the cursor of "
              + move.series()
              + " is at "
              + move.from()
              + ". Moved forwards, it passes over leads that were never read, until the next"
              + " reconciliation. If that is meant, say --forwards.");
    }
  }
}
