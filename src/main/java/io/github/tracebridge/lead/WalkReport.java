package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.log.Outage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the walks of this process came to, for the log, the exit code and JMX. Thread-safe. */
public final class WalkReport {
  private static final Logger LOG = LoggerFactory.getLogger(WalkReport.class);
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final LongAdder seen = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final Map<String, Exception> faults = new ConcurrentHashMap<>();
  private final Map<String, String> shortfalls = new ConcurrentHashMap<>();
  private final Map<String, String> leftOut = new ConcurrentHashMap<>();
  private final Map<String, String> leftOutSaid = new ConcurrentHashMap<>();
  private final Map<String, String> repeatedSaid = new ConcurrentHashMap<>();
  private final Map<String, Outage> unproved = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Outage outage;
  private final RunTally run = new RunTally("lead-sync");
  private volatile String progress = "";

  public WalkReport(Clock clock) {
    this.clock = clock;
    outage = new Outage(clock);
  }

  /** New versions of leads that this process has taken into the ledger, vanished ones too. */
  public long seen() {
    return seen.sum();
  }

  /** Rows that are no leads, first seen by this process. */
  public long rejected() {
    return rejected.sum();
  }

  /** What broke a series' last walk off; empty when nothing did. */
  public Optional<Exception> fault() {
    return faults.values().stream().findFirst();
  }

  /** Why the ledger broke a series' last walk off; empty where it did not. */
  public Optional<String> ledgerFault() {
    return faults.values().stream()
        .filter(LedgerException.class::isInstance)
        .map(Exception::getMessage)
        .findFirst();
  }

  /** Why a series' last walk was not proved or was broken off; empty where all were proved. */
  public String complaint() {
    return fault()
        .map(fault -> String.valueOf(fault.getMessage()))
        .or(() -> shortfalls.values().stream().findFirst())
        .orElse("");
  }

  /** How far the walk under way has come; empty where none is. */
  public String progress() {
    return progress;
  }

  /** A walk was broken off; the next one goes on where it stood. */
  public void brokenOff(
      @ExchangeProperty("series") String series,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception broken) {
    Exception fault = LedgerException.explain(broken).map(Exception.class::cast).orElse(broken);
    String sentence = String.valueOf(fault.getMessage());
    faults.put(series, fault);
    leftOut.remove(series);
    if (!Fault.isStopping(broken) && outage.isNew(sentence)) {
      LOG.warn("lead-walk {} broken off: {} The next one goes on with it.", series, sentence);
    }
    progress = "";
  }

  /** A walk was given up: nothing is to be said of it any more. */
  void dropped(String series) {
    faults.remove(series);
    shortfalls.remove(series);
    leftOut.remove(series);
    if (faults.isEmpty()) {
      outage.over();
    }
    if (progress.startsWith(series + ":")) {
      progress = "";
    }
  }

  /** A page was left out that gave no answer; worth a word of its own once another one answers. */
  void leftOut(Series series, int page, Fault fault) {
    leftOut.put(
        series.id(),
        "page %d left out: %s Another pass asks for it again.".formatted(page, fault.getMessage()));
  }

  /** Said once for as long as it is the same page, walk after walk. */
  private void sayLeftOut(Series series) {
    String sentence = leftOut.remove(series.id());
    if (sentence != null) {
      say(series, sentence, leftOutSaid);
    }
  }

  private static void say(Series series, String sentence, Map<String, String> said) {
    boolean isNew = !sentence.equals(said.put(series.id(), sentence));
    if (isNew) {
      LOG.warn("lead-walk {}: {}", series.id(), sentence);
    } else {
      LOG.debug("lead-walk {}: {}", series.id(), sentence);
    }
  }

  /** A page is in the ledger for good. */
  void page(Series series, OpenWalk walk, long versions, long rejectedRows) {
    sayLeftOut(series);
    seen.add(versions);
    rejected.add(rejectedRows);
    progress = walk.isOver() ? "" : series.id() + ": " + walk.progress();
  }

  /** All walks that were due are over. */
  public void runOver() {
    run.say();
  }

  void ended(Series series, OpenWalk walk) {
    boolean proved = walk.phase == OpenWalk.Phase.PROVED;
    if (faults.remove(series.id()) != null && faults.isEmpty()) {
      outage
          .over()
          .ifPresent(time -> LOG.info("lead-walk {} goes on again after {}", series.id(), time));
    }
    if (proved) {
      shortfalls.remove(series.id());
      leftOutSaid.remove(series.id());
    } else {
      shortfalls.put(series.id(), walk.shortfall());
    }
    if (series.isWindow()) {
      RunTally alone = new RunTally("lead-walk");
      alone.add(series, walk);
      alone.say();
    } else {
      run.add(series, walk);
    }
    sayRepeated(series, walk.tally.repeated);
    sayWhetherProved(series, proved, walk.shortfall());
  }

  /** Once for as long as it is the same but for its numbers; each window is one of its own. */
  private void sayWhetherProved(Series series, boolean proved, String shortfall) {
    Outage lasting = unproved.computeIfAbsent(series.id(), id -> new Outage(clock));
    if (proved) {
      lasting
          .over()
          .ifPresent(time -> LOG.info("lead-walk {} is proved again after {}", series.id(), time));
    } else if (lasting.isNew(NUMBER.matcher(shortfall).replaceAll("#"))) {
      LOG.warn(
          "lead-walk {} is not proved: {}. What was seen is delivered; {}",
          series.id(),
          shortfall,
          series.isWindow() ? "ask for it once more." : "the next walk begins where this one did.");
    }
    if (series.isWindow()) {
      unproved.remove(series.id());
    }
  }

  private void sayRepeated(Series series, long rows) {
    if (rows == 0) {
      repeatedSaid.remove(series.id());
      return;
    }
    String sentence =
        rows
            + (rows == 1 ? " row" : " rows")
            + " had the id of another row in the same answer and count as no leads of their own."
            + " Check trace.leads.id.";
    say(series, sentence, repeatedSaid);
  }
}
