package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.HttpDate;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.PageReader;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final LeadSettings settings;
  private final LeadContract contract;
  private final Jdbi jdbi;
  private final WalkLedger walks;
  private final WalkEnd end;
  private final PageReader reader;
  private final ContentHash hash;
  private final Clock clock;
  private final WalkReport report;
  private final Fields fields;
  private final String fingerprint;
  private final Map<Series, OpenWalk> current = new ConcurrentHashMap<>();

  public LeadWalk(
      LeadSettings settings,
      LeadContract contract,
      Jdbi jdbi,
      WalkLedger walks,
      WalkReport report,
      Fields fields,
      Clock clock) {
    this.settings = settings;
    this.contract = contract;
    this.jdbi = jdbi;
    this.walks = walks;
    this.end = new WalkEnd(walks, settings, clock);
    this.reader = new PageReader(contract);
    this.hash = new ContentHash(contract.volatilePaths());
    this.fingerprint = ContentHash.of(contract.toString());
    this.report = report;
    this.fields = fields;
    this.clock = clock;
  }

  /**
   * The series to walk now: one a date filter, and everything when that is due. The very first
   * walk, and the first by other names, is one of everything, and what came in meanwhile is asked
   * for behind it.
   */
  public List<String> due() {
    List<String> due = new ArrayList<>();
    for (Series series : List.of(Series.CREATED, Series.UPDATED)) {
      if (!series.filter(contract).isEmpty()) {
        due.add(series.id());
      }
    }
    Instant proved =
        walks
            .standing(Series.FULL.id())
            .filter(full -> fingerprint.equals(full.provedWith()))
            .map(WalkLedger.Standing::provedAt)
            .orElse(null);
    if (proved == null) {
      due.add(0, Series.FULL.id());
    } else if (due.isEmpty() || settings.fullSchedule().firedSince(proved, clock.instant())) {
      due.add(Series.FULL.id());
    }
    return due;
  }

  /**
   * Goes on with a walk that was cut off, or begins one. A series behind a date filter begins only
   * after all leads were walked once.
   */
  public void begin(@ExchangeProperty("series") String id) {
    fields.load();
    Series series = Series.of(id);
    Instant from = from(series);
    if (series != Series.FULL && from == null) {
      current.remove(series);
      return;
    }
    OpenWalk walk =
        jdbi.inTransaction(
            tx -> {
              OpenWalk open = walks.open(tx, series);
              if (open == null
                  || !open.contract.equals(fingerprint)
                  || !Objects.equals(open.from, from)) {
                open = new OpenWalk(fingerprint, from, WalkLedger.nextPass(tx));
                walks.save(tx, series, open);
              }
              return open;
            });
    current.put(series, walk);
  }

  /** Whether there is a page to ask for. */
  public boolean isOpen(@ExchangeProperty("series") String id) {
    OpenWalk walk = current.get(Series.of(id));
    return walk != null && !walk.isOver();
  }

  /** The query of the page to ask for. */
  public String query(@ExchangeProperty("series") String id) {
    OpenWalk walk = walk(id);
    return contract.query(walk.page, Series.of(id).filter(contract), walk.from);
  }

  /** Takes an answer in: its leads and the walk's progress, both or neither. */
  public void store(
      @ExchangeProperty("series") String id,
      @Body InputStream answer,
      @Header("Date") @Nullable String date)
      throws SQLException {
    Series series = Series.of(id);
    boolean isFirst = walks.lastProved().isEmpty();
    Taken taken = jdbi.inTransaction(tx -> take(tx, series, answer, serverTime(date)));
    current.put(series, taken.walk());
    fields.settle(isFirst);
    report.page(series, taken.walk(), taken.versions(), taken.rejected());
  }

  private LeadRow read(JsonNode row) {
    fields.see(row);
    return LeadRow.read(row, contract, hash);
  }

  /** What a page brought into the ledger, and where its walk stands with it. */
  private record Taken(OpenWalk walk, long versions, long rejected) {}

  private Taken take(Handle tx, Series series, InputStream answer, Instant serverTime)
      throws SQLException {
    OpenWalk open = walks.requireOpen(tx, series);
    long before = LeadLog.last(tx);
    LeadLedger.Pass pass = new LeadLedger.Pass(series.passColumn(), open.pass, open.firstPass);
    PageTaking page = new PageTaking(tx, pass, this::read, clock.instant());
    OptionalLong total = reader.read(answer, page);
    PageFacts facts = page.end(total, serverTime);
    open.take(facts);
    end.settle(tx, series, open);
    return new Taken(open, LeadLog.last(tx) - before, facts.brought().rejected());
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

  private @Nullable Instant from(Series series) {
    if (series == Series.FULL) {
      return null;
    }
    return walks
        .standing(series.id())
        .map(WalkLedger.Standing::cursor)
        .map(cursor -> cursor.minus(settings.lookback()))
        .orElse(null);
  }

  private Instant serverTime(@Nullable String date) {
    Instant now = clock.instant();
    return Optional.ofNullable(date).flatMap(text -> HttpDate.read(text, now)).orElse(now);
  }
}
