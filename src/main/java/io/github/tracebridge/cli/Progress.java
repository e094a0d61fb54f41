package io.github.tracebridge.cli;

import io.github.tracebridge.Job;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how far a run has come: one changing line on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final Job job;
  private final boolean terminal = Boolean.getBoolean("tracebridge.terminal");
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Progress(Job job) {
    this.job = job;
  }

  static Progress of(Job job) {
    Progress progress = new Progress(job);
    long millis = progress.terminal ? 200 : 10_000;
    var unused =
        progress.timer.scheduleAtFixedRate(progress::show, millis, millis, TimeUnit.MILLISECONDS);
    return progress;
  }

  private void show() {
    String line = job.report().progress();
    if (!line.isEmpty()) {
      String full = line + ", " + job.deliveries().delivered() + " delivered";
      System.err.print(terminal ? CLEAR + full : full + System.lineSeparator());
      System.err.flush();
    }
  }

  /** Ends it and leaves the terminal as it was. */
  void close() {
    timer.shutdownNow();
    if (terminal) {
      System.err.print(CLEAR);
      System.err.flush();
    }
  }
}
