package io.github.tracebridge.delivery;

import io.github.tracebridge.connection.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sink is tried at all. It opens when a sink answers nothing but faults, not when one
 * answer in four is one; then one try at a time finds out whether the sink is back. Thread-safe:
 * every method locks the circuit.
 */
final class Circuit {
  private static final int IN_A_ROW = 10;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Clock clock;
  private int failures;
  private int opened;
  private boolean isAsked;
  private @Nullable Instant until;
  private @Nullable Instant since;
  private String reason = "";

  Circuit(Clock clock) {
    this.clock = clock;
  }

  /** Whether nothing may go to the sink now. */
  synchronized boolean isOpen() {
    return until != null && until.isAfter(clock.instant());
  }

  /** Whether the next to go is to find out whether the sink is back. */
  synchronized boolean isOnTrial() {
    return until != null;
  }

  /** When the next try is due; empty where the sink takes leads. */
  synchronized Optional<Instant> nextTry() {
    return Optional.ofNullable(until);
  }

  /** Why it is open; empty where the sink takes leads. */
  synchronized Optional<String> reason() {
    return until == null ? Optional.empty() : Optional.of(reason);
  }

  /**
   * Lets the next try go out now.
   *
   * @return whether it may: not while the sink asked to be left alone
   */
  synchronized boolean tryNow() {
    if (isAsked && isOpen()) {
      return false;
    }
    if (until != null) {
      until = clock.instant();
    }
    return true;
  }

  /**
   * The sink took something, or refused it for what it is.
   *
   * @return how long it was away before; empty where it was not
   */
  synchronized Optional<Duration> succeeded() {
    if (isAsked && isOpen()) {
      // the sink asked to be left alone after it had got this one
      return Optional.empty();
    }
    Optional<Duration> away =
        Optional.ofNullable(since).map(begun -> Duration.between(begun, clock.instant()));
    failures = 0;
    opened = 0;
    until = null;
    since = null;
    return away;
  }

  /**
   * The sink answered with a fault, or not at all.
   *
   * @param wait how long it wants to be left alone; null where it does not say
   * @param lasting whether it is known to be closed to us
   * @return whether this opened the circuit
   */
  synchronized boolean failed(String why, @Nullable Duration wait, boolean lasting) {
    failures++;
    boolean wasAway = until != null;
    if (!wasAway && !lasting && wait == null && failures < IN_A_ROW) {
      return false;
    }
    if (wasAway && isOpen()) {
      return false;
    }
    reason = why;
    isAsked = wait != null;
    Duration pause = Backoff.of(opened, wait, LONGEST);
    opened++;
    until = clock.instant().plus(pause);
    if (!wasAway) {
      since = clock.instant();
    }
    return !wasAway;
  }
}
