package io.github.tracebridge.ops;

import io.github.tracebridge.ledger.LedgerException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort of the scheduled routes: says what nobody else handled, once as long as it stays
 * the same. Thread-safe.
 */
public final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final AtomicReference<String> last = new AtomicReference<>("");
  private final Consumer<LedgerException> end;

  /**
   * @param end ends the job, whose ledger another process has
   */
  public Complaints(Consumer<LedgerException> end) {
    this.end = end;
  }

  public void heard(@ExchangeException Exception fault) {
    Optional<LedgerException> ledger = LedgerException.explain(fault);
    if (ledger.filter(LedgerException::isLost).isPresent()) {
      end.accept(ledger.get());
      return;
    }
    String sentence =
        ledger.map(Exception::getMessage).orElseGet(() -> String.valueOf(fault.getMessage()));
    if (!sentence.equals(last.getAndSet(sentence))) {
      LOG.error("{}", sentence);
    }
    LOG.debug("not handled", fault);
  }
}
