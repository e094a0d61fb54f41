package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.trace.WindowContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * When walks of windows take their turns: behind those of the schedule, a few pages at a time, and
 * only while more than half of the quota is left. For one thread.
 */
public final class WindowTurns {
  private static final int PAGES = 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final String PAUSED = "walks are paused by a person, until Leads.resume";
  private static final String QUOTA = "more than half of the quota is spent; other walks go first";

  private final WindowWalks windows;
  private final WindowContract contract;
  private final QuotaGate gate;
  private final WalkReport report;
  private final BooleanSupplier isPaused;
  private final Clock clock;
  private final Map<Purpose, Broken> broken = new EnumMap<>(Purpose.class);
  private int pages;

  /** A turn that was broken off. */
  private record Broken(int attempts, Instant nextAt, String reason) {}

  /**
   * @param isPaused whether a person wants no walks now
   */
  public WindowTurns(
      WindowWalks windows,
      WindowContract contract,
      QuotaGate gate,
      WalkReport report,
      BooleanSupplier isPaused,
      Clock clock) {
    this.windows = windows;
    this.contract = contract;
    this.gate = gate;
    this.report = report;
    this.isPaused = isPaused;
    this.clock = clock;
  }

  /** The series whose turn it is; none where nothing is asked for, or all have to wait. */
  public List<String> due() {
    for (Purpose purpose : Purpose.values()) {
      if (windows.open(purpose).isEmpty()) {
        broken.remove(purpose);
        report.dropped(purpose.id());
        continue;
      }
      Optional<String> waits = waits(purpose);
      windows.looked(purpose, waits.orElse(null));
      if (waits.isEmpty()) {
        contract.requireAskable();
        pages = 0;
        return List.of(purpose.id());
      }
    }
    return List.of();
  }

  /** The number of the window that the series walks, for the log; null where it was given up. */
  public @Nullable Long number(@Body String series) {
    return windows.open(purpose(Series.of(series))).map(Standing::id).orElse(null);
  }

  private Optional<String> waits(Purpose purpose) {
    if (isPaused.getAsBoolean()) {
      return Optional.of(PAUSED);
    }
    Broken fault = broken.get(purpose);
    if (fault != null && fault.nextAt().isAfter(clock.instant())) {
      return Optional.of(fault.reason());
    }
    return isRoom() ? Optional.empty() : Optional.of(QUOTA);
  }

  private boolean isRoom() {
    return gate.left() > gate.settings().requests() / 2;
  }

  /** Whether the turn goes on with another page. */
  boolean goesOn(Series series) {
    return pages < PAGES
        && !isPaused.getAsBoolean()
        && isRoom()
        && windows.looked(purpose(series), null);
  }

  String query(OpenWalk open) {
    Window window = open.window();
    pages++;
    return contract.query(open.page, window.from(), window.to());
  }

  /** A page came. */
  void came(Series series) {
    broken.remove(purpose(series));
  }

  void brokenOff(Series series, @Nullable Exception fault) {
    Broken before = broken.get(purpose(series));
    int attempts = before == null ? 0 : before.attempts();
    Instant next = clock.instant().plus(Backoff.of(attempts, null, LONGEST_WAIT));
    String reason = fault == null ? "" : String.valueOf(fault.getMessage());
    broken.put(purpose(series), new Broken(attempts + 1, next, reason));
  }

  private static Purpose purpose(Series series) {
    return Purpose.valueOf(series.name());
  }
}
