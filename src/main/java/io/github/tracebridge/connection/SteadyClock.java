package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that starts at wall time and from there on follows the JVM's monotonic time source, so
 * that an adjusted system clock moves no expiry and no quota window. Immutable.
 */
public final class SteadyClock extends Clock {
  private final Instant start;
  private final long startNanos;
  private final LongSupplier nanos;
  private final ZoneId zone;

  public SteadyClock(Clock wall, LongSupplier nanos) {
    this(wall.instant(), nanos.getAsLong(), nanos, ZoneOffset.UTC);
  }

  private SteadyClock(Instant start, long startNanos, LongSupplier nanos, ZoneId zone) {
    this.start = start;
    this.startNanos = startNanos;
    this.nanos = nanos;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SteadyClock(start, startNanos, nanos, other);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }
}
