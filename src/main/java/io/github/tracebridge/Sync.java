package io.github.tracebridge;

import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.leadfile.FileFetching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run by hand: the walks that are due, deliveries and files until nothing falls due soon. */
public final class Sync {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Job job;

  public Sync(Job job) {
    this.job = job;
  }

  /**
   * Blocks until it is done; what it came to is in the job's report. Neither flow ends the other.
   */
  public void once() throws InterruptedException, ExecutionException {
    job.offers().ifPresent(OfferFlow::checkFolders);
    // the first look at the inbox: what stands still from here on is taken below
    job.offers().ifPresent(offers -> offers.inbox().settled());
    try {
      if (job.leads().isPresent()) {
        walkAndDeliver(job.leads().get());
      }
    } finally {
      job.offers().ifPresent(this::upload);
    }
  }

  private void walkAndDeliver(LeadFlow leads) throws InterruptedException, ExecutionException {
    List<String> sinks = leads.sinks().names();
    ExecutorService threads = Executors.newFixedThreadPool(1 + sinks.size());
    try {
      Future<?> walk = threads.submit(() -> job.call("direct:lead-sync"));
      List<Future<?>> deliveries = new ArrayList<>();
      sinks.forEach(
          sink ->
              deliveries.add(
                  threads.submit(() -> deliver(sink, leads.sinks().deliveries(sink), walk))));
      walk.get();
      for (Future<?> delivery : deliveries) {
        delivery.get();
      }
      leads.files().ifPresent(this::fetchAll);
      job.call("direct:lead-retention");
    } finally {
      threads.shutdownNow();
    }
  }

  /** Until no file is due soon; one that stands not still yet is awaited for one settle. */
  private void upload(OfferFlow offers) {
    Instant settled = job.clock().instant().plus(offers.settle());
    while (true) {
      Instant look = job.clock().instant();
      int before = offers.tally().ended();
      job.call("direct:offers");
      if (offers.tally().ended() > before && !offers.work().due().isEmpty()) {
        // one may have waited for another that is at its end now
        continue;
      }
      Instant soon = job.clock().instant().plus(SOON);
      var next = offers.work().nextTry().filter(time -> time.isBefore(soon));
      if (next.isPresent()) {
        await(next.get());
      } else if (offers.inbox().waiting() > 0 && look.isBefore(settled)) {
        job.await(LOOK);
      } else {
        return;
      }
    }
  }

  /** What the walk brings, and then until nothing is due soon; no sink waits for another. */
  private void deliver(String sink, Deliveries deliveries, Future<?> walk) {
    do {
      job.deliver(sink);
    } while (!isOver(walk));
    while (true) {
      job.deliver(sink);
      Instant soon = job.clock().instant().plus(SOON);
      var next = deliveries.nextTry().filter(time -> time.isBefore(soon));
      if (next.isEmpty()) {
        return;
      }
      await(next.get());
    }
  }

  /** Waits a little for its end, however it ends. */
  private static boolean isOver(Future<?> walk) {
    try {
      walk.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void fetchAll(FileFetching files) {
    while (true) {
      job.call("direct:lead-files");
      Instant soon = job.clock().instant().plus(SOON);
      var next = files.nextTry().filter(time -> time.isBefore(soon));
      if (next.isEmpty()) {
        return;
      }
      await(next.get());
    }
  }

  private void await(Instant time) {
    Duration wait = Duration.between(job.clock().instant(), time);
    job.await(wait.isNegative() ? LOOK : wait);
  }
}
