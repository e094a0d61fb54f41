package io.github.tracebridge.cli;

/** What is done when the process is told to stop, unless that is cancelled before. */
final class AtExit {
  private final Thread hook;

  AtExit(Runnable work) {
    hook = new Thread(work, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process stops already, and the work is under way
    }
  }
}
