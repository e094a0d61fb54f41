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

  /** Leads that a sink refused, which wait for a person. */
  long refused();

  /** Leads of which a person has to find out whether the sink has them. */
  long inDoubt();

  /**
   * Lets go out at once what was postponed.
   *
   * @return whether it may: not while the sink itself asked to be left alone
   */
  boolean tryNow();

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

      @Override
      public long refused() {
        return parts.stream().mapToLong(Deliveries::refused).sum();
      }

      @Override
      public long inDoubt() {
        return parts.stream().mapToLong(Deliveries::inDoubt).sum();
      }

      @Override
      public boolean tryNow() {
        return parts.stream().map(Deliveries::tryNow).toList().stream().allMatch(may -> may);
      }
    };
  }
}
