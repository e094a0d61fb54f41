package io.github.tracebridge.cli;

import io.github.tracebridge.Job;
import io.github.tracebridge.Sync;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a run by hand has come: one changing line on a terminal, a line now and then
 * elsewhere. Thread-safe.
 */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final String CLEAR = "\r\u001b[K";

  private final Job job;
  private final boolean terminal = isOnTerminal() && !Logging.isJson();
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

  /** Runs it once, and leaves the terminal as it was. */
  static void sync(Job job) throws InterruptedException, ExecutionException {
    Progress progress = new Progress(job);
    progress.begin();
    try {
      new Sync(job).once();
    } finally {
      progress.end();
    }
  }

  /** What any other line begins with that may come meanwhile: it takes the place of this one. */
  static String otherLine() {
    return isOnTerminal() ? CLEAR : "";
  }

  /** As the launcher says of standard error. */
  private static boolean isOnTerminal() {
    return Boolean.getBoolean("tracebridge.terminal");
  }

  private void begin() {
    long millis = terminal ? 200 : 10_000;
    var unused = timer.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void show() {
    String line = job.leads().map(leads -> leads.report().progress()).orElse("");
    if (!line.isEmpty() && !timer.isShutdown()) {
      long delivered = job.leads().map(leads -> leads.deliveries().delivered()).orElse(0L);
      String full = line + ", " + delivered + " delivered";
      if (terminal) {
        System.err.print(CLEAR + full);
        System.err.flush();
      } else {
        LOG.info(full);
      }
    }
  }

  private synchronized void end() {
    timer.shutdownNow();
    if (terminal) {
      System.err.print(CLEAR);
      System.err.flush();
    }
  }
}
