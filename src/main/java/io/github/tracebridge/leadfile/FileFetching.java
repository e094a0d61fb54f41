package io.github.tracebridge.leadfile;

import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.leadfile.FileFault.Meaning;
import io.github.tracebridge.leadfile.FileTable.Due;
import io.github.tracebridge.leadfile.FileTable.Way;
import io.github.tracebridge.ledger.LedgerException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps by which the route lead-files fetches what is due. Thread-safe, as long as one thread
 * claims.
 */
public final class FileFetching {
  private static final Logger LOG = LoggerFactory.getLogger(FileFetching.class);
  private static final int AT_ONCE = 16;
  private static final int MOST_HOPS = 5;
  private static final int MOST_ATTEMPTS = 60;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final FileTable table;
  private final FileKeeper keeper;
  private final FreshLeads fresh;
  private final Addresses addresses;
  private final QuotaGate gate;
  private final int reserve;
  private final FileTally tally = new FileTally();

  /**
   * @param reserve requests to TRACE that are left for walks
   */
  FileFetching(
      FileTable table,
      FileKeeper keeper,
      FreshLeads fresh,
      Addresses addresses,
      QuotaGate gate,
      int reserve) {
    this.table = table;
    this.keeper = keeper;
    this.fresh = fresh;
    this.addresses = addresses;
    this.gate = gate;
    this.reserve = reserve;
  }

  /** Whether there is anything to fetch now. */
  public boolean isDue() {
    table.takeIn();
    boolean isDue = !claim(1).isEmpty();
    if (!isDue) {
      tally.sum();
    }
    return isDue;
  }

  /** How many requests to TRACE there is room for; walks go first. */
  private int room() {
    if (gate.settings().requests() == 0) {
      return AT_ONCE;
    }
    int left = reserve == 0 ? Math.max(1, gate.left()) : gate.left() - reserve;
    return Math.max(0, Math.min(AT_ONCE, left));
  }

  /** What is fetched next. */
  public List<Due> claim() {
    return claim(AT_ONCE);
  }

  private List<Due> claim(int most) {
    int room = Math.min(most, room());
    List<Due> claimed = new ArrayList<>(table.due(Way.DIRECT, most));
    if (room > 0) {
      claimed.addAll(table.due(Way.TRACE, room));
      claimed.addAll(anew(room));
    }
    return claimed;
  }

  /** Asks for one lead at a time: the answer serves those beside it too. */
  private List<Due> anew(int most) {
    List<Due> due = table.due(Way.ANEW, most);
    return IntStream.range(0, due.size())
        .filter(i -> i == 0 || fresh.knows(due.get(i).leadId()))
        .mapToObj(due::get)
        .toList();
  }

  /** Begins with one file. */
  public Fetch begin(@Body Due due) {
    if (due.file() == null || due.lead() == null) {
      throw new FileFault(Meaning.GONE, "the lead has it no more");
    }
    Fetch fetch = new Fetch(due, due.file());
    if (due.isAnew() && !fresh.knows(due.leadId())) {
      fetch.search = fresh.search(due.leadId(), due.lead());
    }
    return fetch;
  }

  /** Whether TRACE is to be asked for its lead once more. */
  public boolean isSought(@ExchangeProperty("file") Fetch fetch) {
    return fetch.search != null;
  }

  public String query(@ExchangeProperty("file") Fetch fetch) {
    return fresh.query(Objects.requireNonNull(fetch.search));
  }

  /** Looks for its lead in what TRACE answered. */
  public void search(@ExchangeProperty("file") Fetch fetch, @Body InputStream page) {
    fetch.search = fresh.take(Objects.requireNonNull(fetch.search), page);
  }

  /** Sets off for where the file is. */
  public void depart(@ExchangeProperty("file") Fetch fetch) {
    Due due = fetch.due;
    String url = due.isAnew() ? fresh.url(due.leadId(), due.fileId()) : fetch.file.url();
    if (url == null) {
      throw new FileFault(Meaning.GONE, "the lead has it no more");
    }
    go(fetch, addresses.of(url));
  }

  private void go(Fetch fetch, URI address) {
    addresses.require(address);
    fetch.address = address;
    fetch.hasLeftTrace |= !addresses.isTraces(address);
  }

  public boolean isOnTheWay(@ExchangeProperty("file") Fetch fetch) {
    return fetch.address != null;
  }

  public boolean isAtTrace(@ExchangeProperty("file") Fetch fetch) {
    return !fetch.hasLeftTrace;
  }

  public String address(@ExchangeProperty("file") Fetch fetch) {
    return String.valueOf(fetch.address);
  }

  /** Goes on where it is told to, or takes the file. */
  public void answered(
      @ExchangeProperty("file") Fetch fetch,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Location") @Nullable String location,
      @Header(Exchange.CONTENT_TYPE) @Nullable String contentType,
      @Header(Exchange.CONTENT_LENGTH) @Nullable Long length,
      @Body @Nullable InputStream body) {
    if (status == 200) {
      InputStream content = body == null ? InputStream.nullInputStream() : body;
      keep(fetch, keeper.keep(fetch.file, content, contentType, length), contentType);
      fetch.address = null;
    } else if (REDIRECTS.contains(status) && location != null && fetch.hops++ < MOST_HOPS) {
      go(fetch, addresses.next(Objects.requireNonNull(fetch.address), location));
    } else {
      throw FileFault.refusal(fetch, status);
    }
  }

  private void keep(Fetch fetch, FileKeeper.Kept kept, @Nullable String contentType) {
    if (table.done(fetch.due, kept.bytes(), kept.sha256(), contentType)) {
      tally.came();
    } else {
      keeper.drop(fetch.file);
    }
  }

  /** It did not come; what that means for it. */
  public void failed(
      Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    if (LedgerException.explain(fault).isPresent()) {
      throw fault instanceof RuntimeException known ? known : new IllegalStateException(fault);
    }
    if (Fault.isStopping(fault)) {
      return;
    }
    LOG.debug("a file was not fetched", fault);
    Due due = exchange.getProperty("due", Due.class);
    FileFault meant = FileFault.of(fault);
    String sentence = String.valueOf(meant.getMessage());
    switch (meant.meaning()) {
      case GONE, REFUSED -> end(due, meant.meaning(), sentence);
      case EXPIRED -> {
        fresh.forget(due.leadId());
        postpone(due, sentence, Way.ANEW);
      }
      case LATER -> postpone(due, sentence, due.way());
    }
  }

  private void end(Due due, Meaning meaning, String reason) {
    table.ended(due, meaning.name(), reason);
    tally.ended(due.leadId(), reason);
  }

  private void postpone(Due due, String reason, Way way) {
    if (due.attempts() >= MOST_ATTEMPTS) {
      end(due, Meaning.GONE, "given up: " + reason);
      return;
    }
    boolean isNews = way != due.way();
    table.postponed(
        due, reason, isNews ? Duration.ZERO : Backoff.of(due.attempts(), null, LONGEST_WAIT), way);
    if (!isNews) {
      tally.postponed(reason);
    }
  }

  /** Why files do not come now; empty where they do. */
  public Optional<String> complaint() {
    return tally.complaint();
  }

  /** Files that this process fetched. */
  public long fetched() {
    return tally.fetched();
  }

  /** Files that this process found gone, or did not want. */
  public long missed() {
    return tally.missed();
  }

  /** Files that are due, now or later. */
  public long pending() {
    return table.pending();
  }

  /** When something is fetched again; empty where nothing is due. */
  public Optional<Instant> nextTry() {
    return table.nextTry();
  }
}
