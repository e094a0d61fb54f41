package io.github.tracebridge.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many wrong passwords came from where: after five in a row that address is not listened to for
 * a while. Thread-safe: every method locks it.
 */
final class WrongPasswords {
  static final Duration PENANCE = Duration.ofSeconds(30);

  private static final int AT_ONCE = 5;
  private static final int MOST_ADDRESSES = 1000;

  private final Clock clock;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private record Tally(int wrong, Instant closedUntil) {
    static final Tally NONE = new Tally(0, Instant.MIN);
  }

  /**
   * @param clock steady
   */
  WrongPasswords(Clock clock) {
    this.clock = clock;
  }

  synchronized boolean isClosedTo(String address) {
    return clock.instant().isBefore(tallies.getOrDefault(address, Tally.NONE).closedUntil());
  }

  synchronized void right(String address) {
    tallies.remove(address);
  }

  synchronized void wrong(String address) {
    int wrong = tallies.getOrDefault(address, Tally.NONE).wrong() + 1;
    Tally next =
        wrong < AT_ONCE
            ? new Tally(wrong, Instant.MIN)
            : new Tally(0, clock.instant().plus(PENANCE));
    tallies.put(address, next);
    if (tallies.size() > MOST_ADDRESSES) {
      tallies.remove(tallies.keySet().iterator().next());
    }
  }
}
