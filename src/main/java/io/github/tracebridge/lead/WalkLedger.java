package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Cursors and open walks in the ledger. Thread-safe. */
public final class WalkLedger {
  private final Jdbi jdbi;

  public WalkLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Where a series stands.
   *
   * @param cursor where its next walk begins, before lookback; null before the first proved walk
   * @param provedAt when its last walk was proved; null before that
   * @param provedPass the first pass of that walk
   * @param provedWith fingerprint of TRACE's address and names that it went by; null before that
   * @param isOpen whether a walk is under way
   * @param progress of that walk; empty where none is
   */
  public record Standing(
      String series,
      @Nullable Instant cursor,
      @Nullable Instant provedAt,
      @Nullable Long provedPass,
      @Nullable String provedWith,
      boolean isOpen,
      String progress) {}

  /** All series that were ever walked. */
  public List<Standing> standings() {
    return jdbi.withHandle(
        tx ->
            tx.select("select * from walk order by series")
                .map(
                    (row, context) -> {
                      OpenWalk open = WalkJson.walk(row.getString("open_walk"));
                      return new Standing(
                          row.getString("series"),
                          Times.read(row, "cursor_at"),
                          Times.read(row, "proved_at"),
                          number(row, "proved_pass"),
                          row.getString("proved_with"),
                          open != null,
                          open == null ? "" : open.progress());
                    })
                .list());
  }

  /** When any walk was last proved; empty before the first. */
  public Optional<Instant> lastProved() {
    return jdbi.withHandle(
        tx ->
            tx
                .select("select proved_at from walk where proved_at is not null")
                .mapTo(Instant.class)
                .stream()
                .max(Comparator.naturalOrder()));
  }

  public Optional<Standing> standing(String series) {
    return standings().stream().filter(s -> s.series().equals(series)).findFirst();
  }

  /** The walk under way; null where none is. */
  @Nullable OpenWalk open(Handle tx, Series series) {
    return tx.select("select open_walk from " + row(series), series.id())
        .mapTo(String.class)
        .findOne()
        .map(WalkJson::walk)
        .orElse(null);
  }

  private static String row(Series series) {
    return series.isWindow()
        ? "window_walk where state = 'OPEN' and purpose = ?"
        : "walk where series = ?";
  }

  /**
   * @throws Fault.Stopping where it was given up meanwhile
   */
  OpenWalk requireOpen(Handle tx, Series series) {
    OpenWalk open = open(tx, series);
    if (open == null) {
      throw new Fault.Stopping();
    }
    return open;
  }

  /** The first pass of the last proved walk; null where none was. */
  @Nullable Long provedPass(Handle tx, Series series) {
    return tx.select("select proved_pass from walk where series = ?", series.id())
        .mapTo(Long.class)
        .findOne()
        .orElse(null);
  }

  void save(Handle tx, Series series, @Nullable OpenWalk open) {
    String json = open == null ? null : WalkJson.write(open);
    if (series.isWindow()) {
      tx.execute(
          "update window_walk set open_walk = ? where state = 'OPEN' and purpose = ?",
          json,
          series.id());
      return;
    }
    int rows = tx.execute("update walk set open_walk = ? where series = ?", json, series.id());
    if (rows == 0) {
      tx.execute("insert into walk (series, open_walk) values (?, ?)", series.id(), json);
    }
  }

  void prove(Handle tx, Series series, Instant at, OpenWalk walk) {
    tx.execute(
        "update walk set proved_at = ?, proved_pass = ?, proved_with = ?, open_walk = null"
            + " where series = ?",
        at,
        walk.firstPass,
        walk.contract,
        series.id());
  }

  /**
   * Moves the cursor on; it never moves back.
   *
   * @param pass the first one of the walk that moves it: where a person moved the cursor since, it
   *     stays there
   */
  void advance(Handle tx, Series series, Instant cursor, long pass) {
    int rows =
        tx.execute(
            "update walk set cursor_at = ?"
                + " where series = ? and (cursor_at is null or cursor_at < ?) and moved_pass < ?",
            cursor,
            series.id(),
            cursor,
            pass);
    boolean known =
        tx.select("select count(*) from walk where series = ?", series.id())
                .mapTo(Integer.class)
                .one()
            > 0;
    if (rows == 0 && !known) {
      tx.execute("insert into walk (series, cursor_at) values (?, ?)", series.id(), cursor);
    }
  }

  static long nextPass(Handle tx) {
    return tx.select("update ledger_head set last_pass = last_pass + 1 returning last_pass")
        .mapTo(Long.class)
        .one();
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }
}
