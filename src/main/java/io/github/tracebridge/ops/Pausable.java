package io.github.tracebridge.ops;

import java.util.List;

/** What shows a flow, and lets it be paused. Thread-safe. */
abstract class Pausable {
  private final Flow flow;

  Pausable(Flow flow) {
    this.flow = flow;
  }

  /** What may be wrong with it. */
  public abstract List<Watch.Condition> conditions();

  final Watch.Condition pausedCondition() {
    return flow.condition();
  }

  public boolean isPaused() {
    return flow.isPaused();
  }

  public void pause() {
    flow.pause();
  }

  public void resume() {
    flow.resume();
  }
}
