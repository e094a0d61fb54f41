package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.log.Outage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort of the scheduled routes: says what nobody else handled, once as long as it stays
 * the same. Thread-safe.
 */
public final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final Map<String, String> ofLedger = new ConcurrentHashMap<>();
  private final Map<String, Outage> outages = new ConcurrentHashMap<>();
  private final Consumer<LedgerException> end;
  private final Clock clock;

  /**
   * @param end ends the job, whose ledger another process has
   */
  public Complaints(Consumer<LedgerException> end, Clock clock) {
    this.end = end;
    this.clock = clock;
  }

  /** A route was broken off. */
  public void heard(
      Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    if (Fault.isStopping(fault)) {
      return;
    }
    Optional<LedgerException> ledger = LedgerException.explain(fault);
    if (ledger.filter(LedgerException::isLost).isPresent()) {
      end.accept(ledger.get());
      return;
    }
    String sentence =
        ledger.map(Exception::getMessage).orElseGet(() -> String.valueOf(fault.getMessage()));
    String route = exchange.getFromRouteId();
    last.put(route, sentence);
    ledger.ifPresent(lost -> ofLedger.put(route, sentence));
    if (outages.computeIfAbsent(route, id -> new Outage(clock)).isNew(sentence)) {
      LOG.error("{} broken off: {}", route, sentence);
    }
    LOG.debug("not handled", fault);
  }

  /** A route came to its end: what was complained of is over. */
  public void over(Exchange exchange) {
    String route = exchange.getFromRouteId();
    ofLedger.remove(route);
    last.remove(route);
    Outage outage = outages.remove(route);
    if (outage != null) {
      outage.over().ifPresent(time -> LOG.info("{} goes on again after {}", route, time));
    }
  }

  /** What may be wrong with routes. */
  public Watch.Condition condition() {
    return Watch.Condition.of(Trouble.ROUTE, this::ofRoutes);
  }

  /** Why the ledger cannot be worked with, as far as a route found out; empty where it can. */
  public Optional<String> ofLedger() {
    return ofLedger.values().stream().findFirst();
  }

  /** What else broke routes off that did not come to their end since; empty where nothing did. */
  Optional<String> ofRoutes() {
    String words =
        last.entrySet().stream()
            .filter(each -> !ofLedger.containsKey(each.getKey()))
            .map(each -> each.getKey() + ": " + each.getValue())
            .sorted()
            .collect(Collectors.joining("; "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }
}
