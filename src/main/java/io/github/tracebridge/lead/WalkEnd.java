package io.github.tracebridge.lead;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** What follows from a page for its walk: another pass, or its proof and what that proves. */
final class WalkEnd {
  private final WalkLedger walks;
  private final VanishedLeads vanished;
  private final Duration settle;
  private final Clock clock;
  private final WindowEnd windows;

  WalkEnd(WalkLedger walks, LeadSettings settings, Certificate.Sinks sinks, Clock clock) {
    this.walks = walks;
    this.vanished = new VanishedLeads(settings.vanishLimit());
    this.settle = settings.settle();
    this.clock = clock;
    this.windows = new WindowEnd(walks, sinks, clock);
  }

  /** Keeps the walk where it stands now; a proved one moves cursors and finds vanished leads. */
  void settle(Handle tx, Series series, OpenWalk open) throws SQLException {
    if (open.phase == OpenWalk.Phase.NEXT_PASS) {
      open.nextPass(WalkLedger.nextPass(tx));
    }
    if (series.isWindow()) {
      windows.settle(tx, series, open);
    } else if (open.phase == OpenWalk.Phase.PROVED) {
      proved(tx, series, open);
    } else {
      walks.save(tx, series, open.isOver() ? null : open);
    }
  }

  private void proved(Handle tx, Series series, OpenWalk open) throws SQLException {
    if (series == Series.FULL) {
      Long before = walks.provedPass(tx, series);
      if (before != null) {
        vanished.find(tx, before, clock.instant());
      }
      advance(tx, Series.CREATED, open);
      advance(tx, Series.UPDATED, open);
    } else {
      advance(tx, series, open);
    }
    walks.prove(tx, series, clock.instant(), open);
  }

  /** Not beyond the latest time seen, and not beyond what may still settle behind TRACE's time. */
  private void advance(Handle tx, Series series, OpenWalk open) {
    Instant settled = open.tally.startedAt().minus(settle);
    Instant latest = open.tally.latest(series);
    Instant cursor = latest == null || latest.isAfter(settled) ? settled : latest;
    walks.advance(tx, series, cursor, open.firstPass);
  }
}
