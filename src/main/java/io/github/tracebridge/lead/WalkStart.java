package io.github.tracebridge.lead;

import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which walks are due, and where each begins or goes on. Thread-safe. */
final class WalkStart {
  private final LeadSettings settings;
  private final LeadContract contract;
  private final Jdbi jdbi;
  private final WalkLedger walks;
  private final WindowWalks windows;
  private final Clock clock;
  private final String fingerprint;

  WalkStart(
      LeadSettings settings,
      LeadContract contract,
      URI api,
      Jdbi jdbi,
      WalkLedger walks,
      Clock clock) {
    this.settings = settings;
    this.contract = contract;
    this.jdbi = jdbi;
    this.walks = walks;
    this.windows = new WindowWalks(jdbi, clock);
    this.clock = clock;
    this.fingerprint = ContentHash.of(contract.text() + api);
  }

  List<String> due() {
    List<String> due = new ArrayList<>();
    for (Series series : List.of(Series.CREATED, Series.UPDATED)) {
      if (!series.filter(contract).isEmpty()) {
        due.add(series.id());
      }
    }
    Instant proved =
        walks
            .standing(Series.FULL.id())
            .filter(full -> fingerprint.equals(full.provedWith()))
            .map(WalkLedger.Standing::provedAt)
            .orElse(null);
    if (proved == null) {
      due.add(0, Series.FULL.id());
    } else if (due.isEmpty() || settings.fullSchedule().firedSince(proved, clock.instant())) {
      due.add(Series.FULL.id());
    }
    return due;
  }

  /** The walk to go on with, or a new one; empty where there is none to walk. */
  Optional<OpenWalk> of(Series series) {
    if (series.isWindow()) {
      return windows
          .open(WindowWalks.Purpose.valueOf(series.name()))
          .map(walk -> goOn(series, walk.window().from(), walk.window().to()));
    }
    Instant from = from(series);
    return series == Series.FULL || from != null
        ? Optional.of(goOn(series, from, null))
        : Optional.empty();
  }

  private OpenWalk goOn(Series series, @Nullable Instant from, @Nullable Instant to) {
    return jdbi.inTransaction(
        tx -> {
          OpenWalk open = walks.open(tx, series);
          if (open == null
              || !open.contract.equals(fingerprint)
              || !Objects.equals(open.from, from)) {
            open = new OpenWalk(fingerprint, from, WalkLedger.nextPass(tx));
            open.to = to;
            walks.save(tx, series, open);
          }
          return open;
        });
  }

  private @Nullable Instant from(Series series) {
    if (series == Series.FULL) {
      return null;
    }
    return walks
        .standing(series.id())
        .map(WalkLedger.Standing::cursor)
        .map(cursor -> cursor.minus(settings.lookback()))
        .orElse(null);
  }
}
