package io.github.tracebridge.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * While something does not work: each reason is worth a line once, and so is that it works again,
 * after how long. Thread-safe: every method locks it.
 */
public final class Outage {
  private static final int REASONS_KEPT = 100;

  private final Clock clock;
  private final Set<String> heard = new HashSet<>();
  private @Nullable Instant since;

  public Outage(Clock clock) {
    this.clock = clock;
  }

  /** It does not work; whether this reason is new since it last did. */
  public synchronized boolean isNew(String reason) {
    if (since == null) {
      since = clock.instant();
    }
    if (heard.size() >= REASONS_KEPT) {
      heard.clear();
    }
    return heard.add(reason);
  }

  /** It works; how long it did not, in words, and empty where it did before. */
  public synchronized Optional<String> over() {
    Optional<String> lasted =
        Optional.ofNullable(since).map(begun -> words(Duration.between(begun, clock.instant())));
    since = null;
    heard.clear();
    return lasted;
  }

  /** The two largest units, such as {@code 4 min 10 s}; a negative one counts as none. */
  public static String words(Duration time) {
    if (time.toDays() > 0) {
      return pair(time.toDays(), "d", time.toHoursPart(), "h");
    }
    if (time.toHours() > 0) {
      return pair(time.toHours(), "h", time.toMinutesPart(), "min");
    }
    if (time.toMinutes() > 0) {
      return pair(time.toMinutes(), "min", time.toSecondsPart(), "s");
    }
    return Math.max(0, time.toSeconds()) + " s";
  }

  private static String pair(long large, String unit, int small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
