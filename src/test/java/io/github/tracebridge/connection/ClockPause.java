package io.github.tracebridge.connection;

import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.time.Instant;

/** Waits by moving the clock on to the end of the wait. Thread-safe. */
final class ClockPause implements Pause {
  private final MutableClock clock;
  private boolean stopped;
  private Duration waited = Duration.ZERO;

  ClockPause(MutableClock clock) {
    this.clock = clock;
  }

  @Override
  public void await(Duration time) {
    Instant end = clock.instant().plus(time);
    synchronized (this) {
      if (stopped) {
        throw new Fault.Stopping();
      }
      Duration left = Duration.between(clock.instant(), end);
      if (!left.isNegative()) {
        clock.advance(left);
        waited = waited.plus(left);
      }
    }
    Thread.yield();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
  }

  /** All waits since the last look. */
  synchronized Duration takeWaited() {
    Duration taken = waited;
    waited = Duration.ZERO;
    return taken;
  }
}
