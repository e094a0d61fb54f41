package io.github.tracebridge.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is known of leads on their way to sinks. Thread-safe. */
public interface Deliveries {
  /** Versions that this process delivered. */
  long delivered();

  /** Versions that are to be delivered, at all sinks together. */
  long pending();

  /** When the version was seen that has waited longest; empty where none waits. */
  Optional<Instant> oldestPending();

  /** When something that was postponed goes out again; empty where nothing was. */
  Optional<Instant> nextTry();

  /** Why a sink does not take leads; empty where all do. */
  Optional<String> complaint();

  /** All of them as one. */
  static Deliveries of(List<? extends Deliveries> all) {
    List<Deliveries> parts = List.copyOf(all);
    return new Deliveries() {
      @Override
      public long delivered() {
        return parts.stream().mapToLong(Deliveries::delivered).sum();
      }

      @Override
      public long pending() {
        return parts.stream().mapToLong(Deliveries::pending).sum();
      }

      @Override
      public Optional<Instant> oldestPending() {
        return parts.stream()
            .flatMap(part -> part.oldestPending().stream())
            .min(Comparator.naturalOrder());
      }

      @Override
      public Optional<Instant> nextTry() {
        return parts.stream()
            .flatMap(part -> part.nextTry().stream())
            .min(Comparator.naturalOrder());
      }

      @Override
      public Optional<String> complaint() {
        return parts.stream().flatMap(part -> part.complaint().stream()).findFirst();
      }
    };
  }
}
