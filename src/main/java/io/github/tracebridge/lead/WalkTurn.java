package io.github.tracebridge.lead;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who may begin the walks that are due: the schedule and a person's hand do not walk side by side.
 * Thread-safe.
 */
public final class WalkTurn {
  private final AtomicBoolean isTaken = new AtomicBoolean();

  /** Takes the turn; whether nobody else has it. */
  public boolean take() {
    return isTaken.compareAndSet(false, true);
  }

  /** Whoever took it is done. */
  public void leave() {
    isTaken.set(false);
  }

  /** Whether walks are under way. */
  public boolean isTaken() {
    return isTaken.get();
  }
}
