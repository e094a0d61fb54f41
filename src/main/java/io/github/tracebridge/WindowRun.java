package io.github.tracebridge;

import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.lead.WindowWalks.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a window that was asked for by hand: beside a job that runs it is left to that one
 * and followed in the ledger, else it is walked here, and what it brings is delivered.
 */
public final class WindowRun {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Job job;
  private final LeadFlow leads;
  private final WindowWalks windows;
  private final Consumer<Standing> progress;
  private final Duration patience;

  /**
   * @param job started, unless it is beside another
   * @param progress is told how far it has come, again and again
   */
  public WindowRun(Job job, LeadFlow leads, Consumer<Standing> progress) {
    this(job, leads, progress, PATIENCE);
  }

  /**
   * @param patience how long a job may not look after it
   */
  WindowRun(Job job, LeadFlow leads, Consumer<Standing> progress, Duration patience) {
    this.patience = patience;
    this.job = job;
    this.leads = leads;
    this.windows = leads.windows();
    this.progress = progress;
  }

  /**
   * Asks for it and blocks until it is over.
   *
   * @param window null for the one that is open
   * @throws IllegalArgumentException with a sentence where another one is open, or none is
   * @throws IllegalStateException with a sentence where it does not go on; it is kept then
   */
  public Standing run(Purpose purpose, @Nullable Window window, String who)
      throws InterruptedException, ExecutionException {
    leads.requireWindows();
    long id =
        window == null
            ? windows.open(purpose).map(Standing::id).orElseThrow(() -> noneOpen(purpose))
            : windows.ask(purpose, window, who);
    if (job.isBesideAnother()) {
      follow(id);
    } else {
      walkAndDeliver(id);
    }
    return require(id);
  }

  private static IllegalArgumentException noneOpen(Purpose purpose) {
    return new IllegalArgumentException(
        "no " + purpose.id() + " is open. Say --from and --to to ask for one.");
  }

  private void follow(long id) {
    Instant begun = job.clock().instant();
    for (Standing now = require(id); now.state() == State.OPEN; now = require(id)) {
      progress.accept(now);
      Instant looked = now.lookedAt() == null ? begun : now.lookedAt();
      Instant last = looked.isAfter(begun) ? looked : begun;
      if (last.plus(patience).isBefore(job.clock().instant())) {
        throw new IllegalStateException(
            "no job has looked after the "
                + now.purpose().id()
                + " for "
                + patience.toSeconds()
                + " s: the process that has the ledger is no run, has ended, or waits for TRACE.");
      }
      job.await(LOOK);
    }
  }

  private void walkAndDeliver(long id) throws InterruptedException, ExecutionException {
    List<String> sinks = leads.sinks().names();
    ExecutorService threads = Executors.newFixedThreadPool(1 + sinks.size());
    try {
      Future<?> walk = threads.submit(() -> walk(id));
      List<Future<?>> deliveries = new ArrayList<>();
      sinks.forEach(sink -> deliveries.add(threads.submit(() -> deliver(sink, walk))));
      while (!walk.isDone()) {
        progress.accept(require(id));
        job.await(LOOK);
      }
      walk.get();
      for (Future<?> delivery : deliveries) {
        delivery.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What the walk brings; what a sink does not take now goes out with the next run. */
  private void deliver(String sink, Future<?> walk) {
    while (!walk.isDone()) {
      job.deliver(sink);
      job.await(LOOK);
    }
    job.deliver(sink);
  }

  private void walk(long id) {
    while (require(id).state() == State.OPEN) {
      job.call("direct:lead-window");
      Optional<Exception> fault = leads.report().fault();
      if (fault.isPresent()) {
        throw fault.get() instanceof RuntimeException known
            ? known
            : new IllegalStateException(fault.get());
      }
      Standing now = require(id);
      if (now.waits() != null) {
        job.await(LOOK);
      }
    }
  }

  private Standing require(long id) {
    return windows.find(id).orElseThrow();
  }
}
