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
  private static final Duration FIRST_WALK = Duration.ofMinutes(3);

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

  /**
   * A process that is about its work is ready, also where that is late: nobody sends it requests.
   */
  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    result.detail("lastProvedWalk", text(walks.lastProved(), "never"));
    result.detail("oldestUndelivered", text(deliveries.oldestPending(), "none"));
    stale().or(this::waiting).ifPresentOrElse(words -> result.down().message(words), result::up);
  }

  /**
   * Says so where no walk was proved for too long; empty where one was. A new process has time for
   * its first walk; not as much as that where one was proved before it, or a process that ends
   * again and again would never say so.
   */
  Optional<String> stale() {
    Duration limit = limits.freshness();
    Duration first = limit.compareTo(FIRST_WALK) < 0 ? limit : FIRST_WALK;
    Instant staleAt =
        walks
            .lastProved()
            .map(proved -> later(proved.plus(limit), begun.plus(first)))
            .orElse(begun.plus(limit));
    return staleAt.isBefore(clock.instant())
        ? Optional.of("no proved walk for more than " + text(limit))
        : Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Says so where a lead waits too long for its delivery; empty where none does. */
  Optional<String> waiting() {
    return deliveries
        .oldestPending()
        .filter(seen -> seen.plus(limits.patience()).isBefore(clock.instant()))
        .map(seen -> "a lead has waited for more than " + text(limits.patience()));
  }

  private static String text(Optional<Instant> time, String none) {
    return time.map(Instant::toString).orElse(none);
  }

  private static String text(Duration limit) {
    return limit.toSeconds() + " s";
  }
}
