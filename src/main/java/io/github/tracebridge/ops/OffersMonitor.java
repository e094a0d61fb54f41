package io.github.tracebridge.ops;

import io.github.tracebridge.offer.Inbox;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferParts;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.offer.OfferState;
import io.github.tracebridge.offer.StuckFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The MBean {@code io.github.tracebridge:type=Offers}. Thread-safe. */
public final class OffersMonitor extends Monitor implements OffersMXBean {
  /** Its name, which stays. */
  public static final String NAME = "io.github.tracebridge:type=Offers";

  private final OfferRecords ledger;
  private final Inbox inbox;
  private final StuckFiles stuck;
  private final Clock steady;
  private final Clock wall;

  public OffersMonitor(OfferParts offers, Clock steady, Clock wall) {
    super(NAME);
    this.ledger = offers.ledger();
    this.inbox = offers.inbox();
    this.stuck = offers.stuck();
    this.steady = steady;
    this.wall = wall;
  }

  @Override
  public int getWaiting() {
    return inbox.waiting();
  }

  @Override
  public long getOldestWaitingAgeSeconds() {
    return age(inbox.oldest(), steady);
  }

  @Override
  public long getInProgress() {
    return working().size() + getHeld();
  }

  @Override
  public long getOldestInProgressAgeSeconds() {
    return age(working().stream().findFirst().map(OfferFile::arrivedAt), wall);
  }

  @Override
  public long getHeld() {
    return ledger.in(Set.of(OfferState.HELD)).size();
  }

  @Override
  public Map<String, Long> getFiles() {
    return ledger.counts();
  }

  @Override
  public String getLastUpload() {
    return ledger.lastUpload().map(Instant::toString).orElse("");
  }

  @Override
  public String getComplaint() {
    return working().stream()
        .map(OfferFile::reason)
        .filter(reason -> reason != null)
        .findFirst()
        .orElse("");
  }

  @Override
  public List<String> getStuck() {
    return stuck.words();
  }

  private List<OfferFile> working() {
    return ledger.working();
  }

  private static long age(Optional<Instant> since, Clock clock) {
    return since
        .map(time -> Math.max(0, Duration.between(time, clock.instant()).toSeconds()))
        .orElse(0L);
  }
}
