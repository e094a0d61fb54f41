package io.github.tracebridge.leadfile;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what came of files, and says so without a line for each. Thread-safe. */
final class FileTally {
  private static final Logger LOG = LoggerFactory.getLogger(FileFetching.class);
  private static final int WORTH_A_LINE = 5;
  private static final int MOST_LINES = 10;

  private final LongAdder fetched = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile String reason = "";
  private volatile long fetchedSaid;
  private volatile long missedSaid;

  /** Why files do not come now; empty where they do. */
  Optional<String> complaint() {
    return faults.get() >= WORTH_A_LINE ? Optional.of(reason) : Optional.empty();
  }

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
    if (missed.sum() - missedSaid <= MOST_LINES) {
      LOG.warn("lead {}: a file of it is not fetched: {}", leadId, reason);
    } else {
      LOG.debug("lead {}: a file of it is not fetched: {}", leadId, reason);
    }
  }

  /** It did not come this time. */
  void postponed(String why) {
    reason = why;
    if (faults.incrementAndGet() == WORTH_A_LINE) {
      LOG.warn("files of leads are not fetched: {}. They stay due.", why);
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
