package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused credentials from hammering a login: after a refusal the next try waits 30 s, then
 * twice as long each time, 10 min at most. Not thread-safe; its one user locks.
 */
final class AuthCircuit {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Clock clock;
  private Duration wait = FIRST;
  private @Nullable Instant closesAt;
  private Fault.@Nullable LoginRefused refusal;

  AuthCircuit(Clock clock) {
    this.clock = clock;
  }

  /** Throws the last refusal while the circuit is open. */
  void check() {
    if (refusal != null && closesAt != null && clock.instant().isBefore(closesAt)) {
      throw new Fault.LoginRefused(String.valueOf(refusal.getMessage()));
    }
  }

  /** The next try need not wait. */
  void tryNow() {
    closesAt = null;
  }

  void refused(Fault.LoginRefused fault) {
    refusal = fault;
    closesAt = clock.instant().plus(wait);
    wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
  }

  void accepted() {
    refusal = null;
    wait = FIRST;
  }
}
