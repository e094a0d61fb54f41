package io.github.tracebridge;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run by hand: the walks that are due, and deliveries until nothing falls due soon. */
public final class Sync {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Job job;

  public Sync(Job job) {
    this.job = job;
  }

  /** Blocks until it is done; what it came to is in the job's report. */
  public void once() throws InterruptedException, ExecutionException {
    ExecutorService walker = Executors.newSingleThreadExecutor();
    try {
      Future<?> walk = walker.submit(() -> job.call("direct:lead-sync"));
      while (!isDone(walk)) {
        job.call("direct:lead-delivery");
      }
      walk.get();
      deliverAll();
    } finally {
      walker.shutdownNow();
    }
  }

  private static boolean isDone(Future<?> walk) throws InterruptedException, ExecutionException {
    try {
      walk.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void deliverAll() {
    while (true) {
      job.call("direct:lead-delivery");
      Instant soon = job.clock().instant().plus(SOON);
      var next = job.deliveries().nextTry().filter(time -> time.isBefore(soon));
      if (next.isEmpty()) {
        return;
      }
      job.await(Duration.between(job.clock().instant(), next.get()));
    }
  }
}
