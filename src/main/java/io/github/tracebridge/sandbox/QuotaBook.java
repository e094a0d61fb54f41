package io.github.tracebridge.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Who spent how much. Thread-safe; its lock is the object itself. */
final class QuotaBook {
  private final Clock clock;
  private final Map<String, Account> accounts = new HashMap<>();

  QuotaBook(Clock clock) {
    this.clock = clock;
  }

  /**
   * The answer to a request for one unit.
   *
   * @param inSlidingWindow requests, refused ones included, in the window that ends now
   * @param inFixedWindow the same in the window that began with its first request
   */
  record Grant(
      boolean admitted, int remaining, Instant resetAt, int inSlidingWindow, int inFixedWindow) {}

  /**
   * Spends one request of the client's quota, if there is one; a refused request spends nothing.
   */
  synchronized Grant take(String client, QuotaKnobs quota) {
    return accounts.computeIfAbsent(client, id -> new Account(clock.instant())).take(quota);
  }

  private final class Account {
    private final Deque<Instant> asked = new ArrayDeque<>();
    private final Deque<Instant> admitted = new ArrayDeque<>();
    private Instant windowStart;
    private int admittedInWindow;
    private int askedInWindow;

    Account(Instant now) {
      windowStart = now;
    }

    Grant take(QuotaKnobs quota) {
      Instant now = clock.instant();
      roll(now, quota.window());
      asked.add(now);
      askedInWindow++;
      boolean sliding = quota.kind() == QuotaKnobs.Kind.SLIDING;
      boolean ok =
          quota.requests() == 0
              || (sliding ? admitted.size() : admittedInWindow) < quota.requests();
      if (ok) {
        admitted.add(now);
        admittedInWindow++;
      }
      Instant begin = sliding ? admitted.getFirst() : windowStart;
      int spent = sliding ? admitted.size() : admittedInWindow;
      int remaining = Math.max(0, quota.requests() - spent);
      return new Grant(ok, remaining, begin.plus(quota.window()), asked.size(), askedInWindow);
    }

    private void roll(Instant now, Duration window) {
      if (!now.isBefore(windowStart.plus(window))) {
        windowStart = now;
        admittedInWindow = 0;
        askedInWindow = 0;
      }
      forget(asked, now.minus(window));
      forget(admitted, now.minus(window));
    }

    private static void forget(Deque<Instant> times, Instant until) {
      while (!times.isEmpty() && !times.getFirst().isAfter(until)) {
        times.removeFirst();
      }
    }
  }
}
