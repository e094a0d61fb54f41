package io.github.tracebridge.ops;

import io.github.tracebridge.offer.Inbox;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferParts;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.offer.OfferSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down when a file has waited too long in the inbox, or on its way to TRACE; one that waits for a
 * person's approval does not count.
 */
public final class OfferFreshness extends AbstractHealthCheck {
  private final OfferRecords ledger;
  private final Inbox inbox;
  private final OfferSettings settings;
  private final Clock steady;
  private final Clock wall;

  public OfferFreshness(OfferParts offers, OfferSettings settings, Clock steady, Clock wall) {
    super("tracebridge", "offer-freshness");
    this.ledger = offers.ledger();
    this.inbox = offers.inbox();
    this.settings = settings;
    this.steady = steady;
    this.wall = wall;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    Optional<OfferFile> working = ledger.working().stream().findFirst();
    result.detail("waiting", inbox.waiting());
    result.detail("oldestInProgress", working.map(OfferFile::path).orElse("none"));
    waiting(working).ifPresentOrElse(words -> result.down().message(words), result::up);
  }

  /** Says so where a file waits too long; empty where none does. */
  Optional<String> waiting() {
    return waiting(ledger.working().stream().findFirst());
  }

  private Optional<String> waiting(Optional<OfferFile> working) {
    if (isTooOld(inbox.oldest(), steady)) {
      return Optional.of("a file in the inbox has waited for more than " + limit());
    }
    return isTooOld(working.map(OfferFile::arrivedAt), wall)
        ? Optional.of("a file in progress has waited for more than " + limit())
        : Optional.empty();
  }

  private boolean isTooOld(Optional<Instant> since, Clock clock) {
    return since
        .filter(time -> time.plus(settings.patience()).isBefore(clock.instant()))
        .isPresent();
  }

  private String limit() {
    return settings.patience().toSeconds() + " s";
  }
}
