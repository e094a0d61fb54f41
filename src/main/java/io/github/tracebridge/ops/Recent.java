package io.github.tracebridge.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A value that costs something, asked for anew once in a while at most, however many look. Where it
 * cannot be had, the last one stays: who watches a job must see it also without its ledger.
 * Thread-safe: every method locks it.
 */
public final class Recent<T> {
  private final Supplier<T> source;
  private final Duration life;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private T value;

  /**
   * @param first stands for it until it can be had
   * @param clock steady
   */
  public Recent(Supplier<T> source, T first, Duration life, Clock clock) {
    this.source = source;
    this.value = first;
    this.life = life;
    this.clock = clock;
  }

  /** The value, one {@code life} old at most where it can be had. */
  public synchronized T get() {
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      until = now.plus(life);
      try {
        value = source.get();
      } catch (RuntimeException e) {
        // the ledger's own condition says so
      }
    }
    return value;
  }
}
