package io.github.tracebridge.lead;

import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.lead.WindowWalks.State;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What follows from a page for the walk of a window. No series of the schedule is touched. */
final class WindowEnd {
  private final WalkLedger walks;
  private final Certificate.Sinks sinks;
  private final Clock clock;

  WindowEnd(WalkLedger walks, Certificate.Sinks sinks, Clock clock) {
    this.walks = walks;
    this.sinks = sinks;
    this.clock = clock;
  }

  /** Keeps the walk where it stands now; one that is over has its result. */
  void settle(Handle tx, Series series, OpenWalk open) {
    Standing walk = WindowWalks.require(tx, Purpose.valueOf(series.name()));
    Instant now = clock.instant();
    String beyond = beyond(walk.window(), open);
    if (beyond != null) {
      open.giveUp(beyond);
    }
    switch (open.phase) {
      case PROVED -> {
        if (series == Series.VERIFY) {
          Certificates.make(tx, walk, open, sinks, now);
        }
        WindowWalks.end(tx, walk.id(), State.PROVED, result(open), now);
      }
      case UNPROVED -> WindowWalks.end(tx, walk.id(), State.UNPROVED, open.shortfall(), now);
      default -> walks.save(tx, series, open);
    }
  }

  private static @Nullable String beyond(Window window, OpenWalk open) {
    Instant latest = open.tally.latest(Series.CREATED);
    return latest == null || !latest.isAfter(window.to())
        ? null
        : "TRACE showed a lead created at "
            + latest
            + ", behind the window's end: it does not go by the filter in"
            + " trace.leads.created-to-param, or trace.leads.created is another time";
  }

  private static String result(OpenWalk open) {
    return "%d leads in %d pages, %d new, %d changed, %d rejected"
        .formatted(
            open.walkRows,
            open.tally.pages,
            open.tally.created,
            open.tally.changed,
            open.tally.rejected);
  }
}
