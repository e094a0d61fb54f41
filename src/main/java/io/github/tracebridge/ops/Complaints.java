package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.LedgerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
  private final Consumer<LedgerException> end;

  /**
   * @param end ends the job, whose ledger another process has
   */
  public Complaints(Consumer<LedgerException> end) {
    this.end = end;
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
    if (!sentence.equals(last.put(route, sentence))) {
      LOG.error("{} broken off: {}", route, sentence);
    }
    LOG.debug("not handled", fault);
  }

  /** A route came to its end: what was complained of is over. */
  public void over(Exchange exchange) {
    if (last.remove(exchange.getFromRouteId()) != null) {
      LOG.info("{} goes on again", exchange.getFromRouteId());
    }
  }
}
