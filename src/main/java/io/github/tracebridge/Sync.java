package io.github.tracebridge;

import io.github.tracebridge.leadfile.FileFetching;
import java.time.Duration;
import java.time.Instant;
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
    ExecutorService walker = Executors.newSingleThreadExecutor();
    try {
      Future<?> walk = walker.submit(() -> job.call("direct:lead-sync"));
      while (!isDone(walk)) {
        job.call("direct:lead-delivery");
      }
      walk.get();
      deliverAll(leads);
      leads.files().ifPresent(this::fetchAll);
      job.call("direct:lead-retention");
    } finally {
      walker.shutdownNow();
    }
  }

  /** Until no file is due soon; one that stands not still yet is awaited for one settle. */
  private void upload(OfferFlow offers) {
    Instant settled = job.clock().instant().plus(offers.settle());
    while (true) {
      Instant look = job.clock().instant();
      job.call("direct:offers");
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

  private static boolean isDone(Future<?> walk) throws InterruptedException, ExecutionException {
    try {
      walk.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void deliverAll(LeadFlow leads) {
    while (true) {
      job.call("direct:lead-delivery");
      Instant soon = job.clock().instant().plus(SOON);
      var next = leads.deliveries().nextTry().filter(time -> time.isBefore(soon));
      if (next.isEmpty()) {
        return;
      }
      await(next.get());
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
