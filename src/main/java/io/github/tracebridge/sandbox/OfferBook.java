package io.github.tracebridge.sandbox;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The offers, in all their versions; none is ever deleted, but only the newest of a configuration
 * keeps its prices. Thread-safe; its lock is the object itself.
 */
public final class OfferBook {
  private final Clock clock;
  private final Map<OfferConfiguration, History> histories = new LinkedHashMap<>();
  private long uploads;

  OfferBook(Clock clock) {
    this.clock = clock;
  }

  /** A version with its prices. */
  record Priced(OfferVersion version, PriceMatrix matrix) {}

  private static final class History {
    private final List<OfferVersion> versions = new ArrayList<>();
    private Priced newest;

    History(Priced first) {
      newest = first;
    }

    /** A clock that was put back makes a version that is not the newest. */
    void add(Priced next) {
      versions.add(next.version());
      if (!next.version().createdAt().isBefore(newest.version().createdAt())) {
        newest = next;
      }
    }
  }

  /**
   * Stores all that are to be, at one instant.
   *
   * @return the new ids of each offer, one a capacity tier; none of an offer that has a fault
   */
  synchronized List<List<UUID>> store(List<ReadOffer> offers) {
    if (offers.stream().anyMatch(offer -> offer.draft() != null)) {
      uploads++;
    }
    Instant now = clock.instant();
    return offers.stream().map(offer -> store(offer.draft(), now)).toList();
  }

  private synchronized List<UUID> store(ReadOffer.@Nullable Draft draft, Instant now) {
    List<UUID> ids = new ArrayList<>();
    if (draft != null) {
      for (OfferConfiguration configuration : draft.configurations()) {
        OfferVersion version =
            new OfferVersion(UUID.randomUUID(), draft.name(), now, draft.sha256(), uploads);
        Priced priced = new Priced(version, draft.matrix());
        histories.computeIfAbsent(configuration, any -> new History(priced)).add(priced);
        ids.add(version.offerId());
      }
    }
    return ids;
  }

  /** The newest version of each configuration with these terms whose tier covers the capacity. */
  synchronized List<Priced> newest(String terms, BigDecimal capacity) {
    return histories.entrySet().stream()
        .filter(all -> all.getKey().terms().equals(terms) && all.getKey().covers(capacity))
        .map(all -> all.getValue().newest)
        .toList();
  }

  /** All versions of all configurations, in the order they came first. */
  public synchronized List<OfferTruth> truth() {
    return histories.entrySet().stream()
        .map(all -> new OfferTruth(all.getKey(), List.copyOf(all.getValue().versions)))
        .toList();
  }
}
