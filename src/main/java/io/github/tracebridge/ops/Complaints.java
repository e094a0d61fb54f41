package io.github.tracebridge.ops;

import io.github.tracebridge.ledger.LedgerException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort of the scheduled routes: says what nobody else handled, once as long as it stays
 * the same. Thread-safe.
 */
public final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final Map<String, String> last = new ConcurrentHashMap<>();

  /** A route was broken off. */
  public void heard(Exchange exchange, @ExchangeException Exception fault) {
    String sentence =
        LedgerException.explain(fault)
            .map(Exception::getMessage)
            .orElseGet(() -> String.valueOf(fault.getMessage()));
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
