package io.github.tracebridge.lead;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time in which leads were created, in whole seconds.
 *
 * @param from inclusive; rounded down
 * @param to exclusive; rounded up
 */
public record Window(Instant from, Instant to) {
  public Window {
    from = from.truncatedTo(ChronoUnit.SECONDS);
    Instant whole = to.truncatedTo(ChronoUnit.SECONDS);
    to = whole.equals(to) ? whole : whole.plusSeconds(1);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a window must end after it begins, but was from " + from + " to " + to + ".");
    }
  }

  /** One day, in UTC. */
  public static Window of(LocalDate day) {
    return new Window(
        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
