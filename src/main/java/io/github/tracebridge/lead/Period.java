package io.github.tracebridge.lead;

import io.github.tracebridge.setting.Bounds;
import java.time.Duration;
import java.time.Instant;

/** Again and again, so long after the last time. Immutable. */
final class Period implements Schedule {
  private static final Bounds LENGTH = new Bounds(Duration.ofMillis(1), Duration.ofDays(366));

  private final Duration length;

  Period(String property, Duration length) {
    LENGTH.check(property, length);
    this.length = length;
  }

  @Override
  public String trigger(String name) {
    return "timer:" + name + "?delay=0&period=" + length.toMillis();
  }

  @Override
  public boolean firedSince(Instant last, Instant now) {
    return !last.plus(length).isAfter(now);
  }

  @Override
  public Duration longestGap(Instant from) {
    return length;
  }
}
