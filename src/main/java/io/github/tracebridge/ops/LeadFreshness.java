package io.github.tracebridge.ops;

import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.lead.WalkLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Health is freshness: down when the last proved walk, or the version that has waited longest for
 * its delivery, is too old; not when a thread is merely alive.
 */
public final class LeadFreshness extends AbstractHealthCheck {
  private final WalkLedger walks;
  private final Deliveries deliveries;
  private final LeadSettings limits;
  private final Clock clock;
  private final Instant begun;

  public LeadFreshness(WalkLedger walks, Deliveries deliveries, LeadSettings limits, Clock clock) {
    super("tracebridge", "lead-freshness");
    this.walks = walks;
    this.deliveries = deliveries;
    this.limits = limits;
    this.clock = clock;
    this.begun = clock.instant();
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    Instant now = clock.instant();
    Instant proved = walks.lastProved().filter(last -> last.isAfter(begun)).orElse(begun);
    Optional<Instant> oldest = deliveries.oldestPending();
    result.detail("lastProvedWalk", walks.lastProved().map(Instant::toString).orElse("never"));
    result.detail("oldestUndelivered", oldest.map(Instant::toString).orElse("none"));
    if (proved.plus(limits.freshness()).isBefore(now)) {
      result.down().message("no proved walk for more than " + text(limits.freshness()));
    } else if (oldest.filter(seen -> seen.plus(limits.patience()).isBefore(now)).isPresent()) {
      result.down().message("a lead has waited for more than " + text(limits.patience()));
    } else {
      result.up();
    }
  }

  private static String text(Duration limit) {
    return limit.toSeconds() + " s";
  }
}
