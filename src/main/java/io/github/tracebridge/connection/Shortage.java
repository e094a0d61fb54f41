package io.github.tracebridge.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * While requests wait for the quota in one window after the other: worth a line when it begins, and
 * one when it is over. Thread-safe: every method locks it.
 */
final class Shortage {
  private final Duration window;
  private @Nullable Instant since;
  private Instant until = Instant.MIN;

  Shortage(Duration window) {
    this.window = window;
  }

  /** A request waits from now to then; whether the shortage begins with it. */
  synchronized boolean isNew(Instant now, Instant then) {
    boolean isNew = since == null;
    if (isNew) {
      since = now;
    }
    until = then;
    return isNew;
  }

  /** Whether requests wait, or did within the last window. */
  synchronized boolean isOn(Instant now) {
    return since != null && !now.isAfter(until.plus(window));
  }

  /** A request need not wait; how long others had to, where none did for a whole window. */
  synchronized Optional<Duration> over(Instant now) {
    if (since == null || !now.isAfter(until.plus(window))) {
      return Optional.empty();
    }
    Duration lasted = Duration.between(since, until);
    since = null;
    return Optional.of(lasted);
  }
}
