package io.github.tracebridge.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine's clock goes as it should: it may not jump, and not be far from TRACE's.
 * Thread-safe: every method locks it.
 */
public final class ClockWatch {
  private static final Duration MUCH = Duration.ofMinutes(1);
  private static final Duration NEWS = Duration.ofMinutes(10);

  private final Clock wall;
  private final Clock steady;
  private final Supplier<Optional<Duration>> skew;
  private Duration ahead;
  private @Nullable Instant jumpedAt;
  private Duration jump = Duration.ZERO;

  /**
   * @param steady a clock that never jumps
   * @param skew how far the wall's is behind TRACE's, as last measured; empty where it was not
   */
  public ClockWatch(Clock wall, Clock steady, Supplier<Optional<Duration>> skew) {
    this.wall = wall;
    this.steady = steady;
    this.skew = skew;
    this.ahead = ahead();
  }

  private Duration ahead() {
    return Duration.between(steady.instant(), wall.instant());
  }

  /** What may be wrong with it. */
  public Watch.Condition condition() {
    return Watch.Condition.of(Trouble.CLOCK, this::complaint);
  }

  /**
   * What is wrong with it: it is off from TRACE's; where TRACE tells no time, it jumped just now.
   */
  synchronized Optional<String> complaint() {
    look();
    Optional<Duration> off = skew();
    if (off.isPresent()) {
      long seconds = off.get().toSeconds();
      return off.get().abs().compareTo(MUCH) <= 0
          ? Optional.empty()
          : Optional.of(
              "this machine's clock is %d s %s TRACE's"
                  .formatted(Math.abs(seconds), seconds > 0 ? "behind" : "before"));
    }
    Instant jumped = jumpedAt;
    return jumped != null && jumped.plus(NEWS).isAfter(steady.instant())
        ? Optional.of("this machine's clock jumped by " + jump.toSeconds() + " s")
        : Optional.empty();
  }

  private void look() {
    Duration now = ahead();
    Duration moved = now.minus(ahead);
    ahead = now;
    if (moved.abs().compareTo(MUCH) > 0) {
      jumpedAt = steady.instant();
      jump = moved;
    }
  }

  /** How far it is behind TRACE's; empty where that was not measured. */
  Optional<Duration> skew() {
    return skew.get();
  }
}
