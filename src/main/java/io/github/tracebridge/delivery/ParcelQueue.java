package io.github.tracebridge.delivery;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * Parcels for several takers, no lead in two at a time. Thread-safe: each method locks the queue.
 */
final class ParcelQueue {
  private final Function<Set<String>, List<Parcel>> claim;
  private final Queue<Parcel> ready = new ArrayDeque<>();
  private final Set<String> underWay = new HashSet<>();

  /**
   * @param claim gives more parcels, without the leads of these ids
   */
  ParcelQueue(Function<Set<String>, List<Parcel>> claim) {
    this.claim = claim;
  }

  /** Forgets all of them. */
  synchronized void clear() {
    ready.clear();
    underWay.clear();
  }

  /** The next; empty where there is none. */
  synchronized Optional<Parcel> take() {
    if (ready.isEmpty()) {
      ready.addAll(claim.apply(underWay));
      ready.forEach(parcel -> underWay.addAll(parcel.leadIds()));
    }
    return Optional.ofNullable(ready.poll());
  }

  /** Its leads may be taken again, where they are due. */
  synchronized void done(Parcel parcel) {
    parcel.leadIds().forEach(underWay::remove);
  }
}
