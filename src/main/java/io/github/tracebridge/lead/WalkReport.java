package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Fault;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the walks of this process came to, for the log, the exit code and JMX. Thread-safe. */
public final class WalkReport {
  private static final Logger LOG = LoggerFactory.getLogger(WalkReport.class);

  private final LongAdder seen = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private volatile @Nullable String shortfall;
  private volatile @Nullable Exception fault;
  private volatile String progress = "";

  /** New versions of leads that this process has seen. */
  public long seen() {
    return seen.sum();
  }

  /** Rows that are no leads, first seen by this process. */
  public long rejected() {
    return rejected.sum();
  }

  /** Why the last walk was not proved; null when it was. */
  public @Nullable String shortfall() {
    return shortfall;
  }

  /** What broke the last walk off; null when nothing did. */
  public @Nullable Exception fault() {
    return fault;
  }

  /** Why the last walk was not proved or was broken off; empty where it was proved. */
  public String complaint() {
    Exception broken = fault;
    String lacking = shortfall;
    if (broken != null) {
      return String.valueOf(broken.getMessage());
    }
    return lacking == null ? "" : lacking;
  }

  /** How far the walk under way has come; empty where none is. */
  public String progress() {
    return progress;
  }

  /** A walk was broken off; the next one goes on where it stood. */
  public void brokenOff(
      @ExchangeProperty("series") String series, @ExchangeException Exception broken) {
    boolean sameAgain =
        fault != null && String.valueOf(fault.getMessage()).equals(broken.getMessage());
    if (!sameAgain && !(broken instanceof Fault.Stopping)) {
      LOG.warn(
          "lead-walk {} broken off: {} The next one goes on there.", series, broken.getMessage());
    }
    fault = broken;
    progress = "";
  }

  void page(Series series, OpenWalk walk) {
    progress = walk.isOver() ? "" : series.id() + ": " + walk.progress();
  }

  void ended(Series series, OpenWalk walk) {
    if (!walk.isOver()) {
      return;
    }
    seen.add(walk.created + walk.changed);
    rejected.add(walk.rejected);
    boolean proved = walk.phase == OpenWalk.Phase.PROVED;
    fault = null;
    shortfall = proved ? null : walk.shortfall();
    LOG.info(
        "lead-walk {}: {} leads in {} pages, {} new, {} changed, {} rejected{}",
        series.id(),
        walk.walkRows,
        walk.pagesInAll,
        walk.created,
        walk.changed,
        walk.rejected,
        proved ? "" : "; NOT PROVED, so the cursor stays: " + walk.shortfall());
  }
}
