package io.github.tracebridge.lead;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a walk saw in all its passes, kept in the ledger as JSON with the walk. Not thread-safe: it
 * lives within one transaction.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
final class WalkTally {
  long pages;
  long created;
  long changed;

  /** Rows that are no leads and were not known before. */
  long rejected;

  /** Rows with the id of another row of the same answer. */
  long repeated;

  private @Nullable Instant startedAt;
  private @Nullable Instant latestCreated;
  private @Nullable Instant latestUpdated;

  void count(PageFacts facts) {
    pages++;
    created += facts.brought().created();
    changed += facts.brought().changed();
    rejected += facts.brought().rejected();
    repeated += facts.repeated();
    startedAt = startedAt == null ? facts.serverTime() : startedAt;
    latestCreated = later(latestCreated, facts.latestCreated());
    latestUpdated = later(latestUpdated, facts.latestUpdated());
  }

  /** TRACE's own time at the first answer. */
  Instant startedAt() {
    return Objects.requireNonNull(startedAt, "no page was taken in");
  }

  /** The latest time seen that a series goes by; null where no row told any. */
  @Nullable Instant latest(Series series) {
    return series == Series.UPDATED && latestUpdated != null ? latestUpdated : latestCreated;
  }

  /** The later of two; null where both are. */
  static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }
}
