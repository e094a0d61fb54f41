package io.github.tracebridge.ops;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready is who can work with the ledger. */
public final class LedgerHealth extends AbstractHealthCheck {
  private final LedgerView ledger;

  public LedgerHealth(LedgerView ledger) {
    super("tracebridge", "ledger");
    this.ledger = ledger;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    ledger.complaint().ifPresentOrElse(words -> result.down().message(words), result::up);
  }
}
