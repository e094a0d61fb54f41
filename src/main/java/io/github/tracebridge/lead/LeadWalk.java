package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.HttpDate;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.PageReader;
import io.github.tracebridge.trace.TariffKinds;
import java.io.InputStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a walk over TRACE's leads: which walks are due, what to ask next, and taking each
 * page into the ledger together with the progress it means. Thread-safe, as long as one thread
 * walks a series.
 */
public final class LeadWalk {
  /** Before the last proved walk; what was created earlier came late to TRACE, and not to us. */
  private static final Duration TIMED = Duration.ofDays(1);

  private final LeadContract contract;
  private final TariffKinds kinds;
  private final Jdbi jdbi;
  private final WalkLedger walks;
  private final WalkEnd end;
  private final PageReader reader;
  private final ContentHash hash;
  private final Clock clock;
  private final WalkReport report;
  private final Fields fields;
  private final LostTimes lostTimes;
  private final WalkStart start;
  private final WindowTurns turns;
  private final Map<Series, OpenWalk> current = new ConcurrentHashMap<>();

  /**
   * @param api where TRACE is; leads of another are walked from the first on
   */
  public LeadWalk(
      LeadSettings settings,
      LeadContract contract,
      URI api,
      TariffKinds kinds,
      Jdbi jdbi,
      WalkLedger walks,
      WalkReport report,
      Fields fields,
      WindowTurns turns,
      Certificate.Sinks sinks,
      Clock clock) {
    this.contract = contract;
    this.kinds = kinds;
    this.jdbi = jdbi;
    this.walks = walks;
    this.start = new WalkStart(settings, contract, api, jdbi, walks, clock);
    this.end = new WalkEnd(walks, settings, sinks, clock);
    this.reader = new PageReader(contract);
    this.hash = new ContentHash(contract.volatilePaths());
    this.report = report;
    this.fields = fields;
    this.turns = turns;
    this.lostTimes = new LostTimes(contract, fields);
    this.clock = clock;
  }

  /**
   * The series to walk now: one a date filter, and everything when that is due. The very first
   * walk, and the first of another TRACE or by other names, is one of everything, and what came in
   * meanwhile is asked for behind it.
   */
  public List<String> due() {
    return start.due();
  }

  /**
   * Goes on with a walk that was cut off, or begins one. A series behind a date filter begins only
   * after all leads were walked once.
   */
  public void begin(@ExchangeProperty("series") String id) {
    fields.load();
    Series series = Series.of(id);
    start
        .of(series)
        .ifPresentOrElse(walk -> current.put(series, walk), () -> current.remove(series));
  }

  /** Whether there is a page to ask for; of a window only while no other walk is under way. */
  public boolean isOpen(@ExchangeProperty("series") String id) {
    Series series = Series.of(id);
    OpenWalk walk = current.get(series);
    boolean open = walk != null && !walk.isOver();
    return open && (!series.isWindow() || !isLiveUnderWay() && turns.goesOn(series));
  }

  private boolean isLiveUnderWay() {
    return Series.LIVE.stream().anyMatch(current::containsKey);
  }

  /** The query of the page to ask for. */
  public String query(@ExchangeProperty("series") String id) {
    OpenWalk walk = walk(id);
    Series series = Series.of(id);
    return series.isWindow()
        ? turns.query(walk)
        : contract.query(walk.page, series.filter(contract), walk.from);
  }

  /** The query of the page behind the next one; null where none is known to follow. */
  public @Nullable String following(String id) {
    Series series = Series.of(id);
    OpenWalk walk = walk(id);
    return series.isWindow() || !walk.isFollowed()
        ? null
        : contract.query(walk.page + 1, series.filter(contract), walk.from);
  }

  /** Takes an answer in: its leads and the walk's progress, both or neither. */
  public void store(
      @ExchangeProperty("series") String id,
      @Body InputStream answer,
      @Header("Date") @Nullable String date)
      throws SQLException {
    Series series = Series.of(id);
    Optional<Instant> proved = walks.lastProved();
    Instant timedSince = proved.orElseGet(clock::instant).minus(TIMED);
    Taken taken = jdbi.inTransaction(tx -> take(tx, series, answer, serverTime(date), timedSince));
    current.put(series, taken.walk());
    fields.settle(proved.isEmpty());
    lostTimes.look(taken.facts());
    long rejected = taken.facts().brought().rejected();
    if (series.isWindow()) {
      turns.came(series);
    }
    report.page(series, taken.walk(), taken.versions(), rejected);
  }

  private LeadRow read(JsonNode row) {
    fields.see(row);
    return LeadRow.read(row, contract, kinds, hash);
  }

  /** What a page brought into the ledger, and where its walk stands with it. */
  private record Taken(OpenWalk walk, long versions, PageFacts facts) {}

  private Taken take(
      Handle tx, Series series, InputStream answer, Instant serverTime, Instant timedSince)
      throws SQLException {
    OpenWalk open = walks.requireOpen(tx, series);
    long before = LeadLog.last(tx);
    LeadLedger.Pass pass =
        new LeadLedger.Pass(
            series.passColumn(), open.pass, open.firstPass, !series.isWindow(), timedSince);
    PageTaking page = new PageTaking(tx, pass, this::read, clock.instant());
    OptionalLong total = reader.read(answer, page);
    PageFacts facts = page.end(total, serverTime);
    open.take(facts);
    if (series == Series.VERIFY) {
      WindowWalks.found(tx, WindowWalks.require(tx, WindowWalks.Purpose.VERIFY).id(), before);
    }
    end.settle(tx, series, open);
    return new Taken(open, LeadLog.last(tx) - before, facts);
  }

  /**
   * Leaves out a page that gave no answer; throws the fault where the page before gave none either.
   */
  public void skip(
      @ExchangeProperty("series") String id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Fault.Transient fault) {
    Series series = Series.of(id);
    boolean[] hope = {false};
    OpenWalk walk =
        jdbi.inTransaction(
            tx -> {
              OpenWalk open = walks.requireOpen(tx, series);
              hope[0] = open.skip();
              walks.save(tx, series, open);
              return open;
            });
    current.put(series, walk);
    if (!hope[0]) {
      throw fault;
    }
    report.leftOut(series, walk.page, fault);
  }

  /**
   * Takes it in that a page was refused. Behind the first one that may be the end of the list; else
   * the walk goes on at its first page, with this run or, where the fault is thrown, with the next.
   */
  public void refused(
      @ExchangeProperty("series") String id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RuntimeException fault)
      throws SQLException {
    Series series = Series.of(id);
    if (walk(id).page == 0) {
      throw fault;
    }
    OpenWalk walk =
        jdbi.inTransaction(
            tx -> {
              OpenWalk open = walks.requireOpen(tx, series);
              if (fault instanceof Fault.NotThere) {
                open.takeNone();
              } else {
                open.refused();
              }
              end.settle(tx, series, open);
              return open;
            });
    current.put(series, walk);
    if (!(fault instanceof Fault.NotThere)) {
      throw fault;
    }
  }

  /** A walk was broken off; it is under way no more. */
  public void leave(
      @ExchangeProperty("series") String id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    Series series = Series.of(id);
    current.remove(series);
    if (series.isWindow()) {
      turns.brokenOff(series, fault);
    }
  }

  /** Says how the walk ended. */
  public void end(@ExchangeProperty("series") String id) {
    OpenWalk walk = current.remove(Series.of(id));
    if (walk != null && walk.isOver()) {
      report.ended(Series.of(id), walk);
      fields.walked();
    }
  }

  private OpenWalk walk(String id) {
    OpenWalk walk = current.get(Series.of(id));
    if (walk == null) {
      throw new IllegalStateException("no walk of " + id + " was begun");
    }
    return walk;
  }

  private Instant serverTime(@Nullable String date) {
    Instant now = clock.instant();
    return Optional.ofNullable(date).flatMap(text -> HttpDate.read(text, now)).orElse(now);
  }
}
