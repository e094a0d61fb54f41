package io.github.tracebridge.leadfile;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts what came of files, and says so without a line for each. Thread-safe. */
final class FileTally {
  private static final Logger LOG = LoggerFactory.getLogger(FileFetching.class);
  private static final int WORTH_A_LINE = 5;
  private static final int MOST_LINES = 10;

  private final LongAdder fetched = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile long fetchedSaid;
  private volatile long missedSaid;

  long fetched() {
    return fetched.sum();
  }

  long missed() {
    return missed.sum();
  }

  void came() {
    fetched.increment();
    if (faults.getAndSet(0) >= WORTH_A_LINE) {
      LOG.info("files of leads are fetched again");
    }
  }

  /** It will not come. */
  void ended(String leadId, String reason) {
    missed.increment();
    boolean isOneOfMany = missed.sum() - missedSaid > MOST_LINES;
    LOG.atLevel(isOneOfMany ? Level.DEBUG : Level.WARN)
        .log("lead {}: a file of it is not fetched: {}", leadId, reason);
  }

  /** It did not come this time. */
  void postponed(String reason) {
    if (faults.incrementAndGet() == WORTH_A_LINE) {
      LOG.warn("files of leads are not fetched: {}. They stay due.", reason);
    }
  }

  /** One line for what came since the last one; called by one thread. */
  void sum() {
    long came = fetched.sum();
    long ended = missed.sum();
    if (came > fetchedSaid || ended > missedSaid) {
      LOG.info(
          "lead-files: {} fetched, {} gone or not taken", came - fetchedSaid, ended - missedSaid);
    }
    fetchedSaid = came;
    missedSaid = ended;
  }
}
