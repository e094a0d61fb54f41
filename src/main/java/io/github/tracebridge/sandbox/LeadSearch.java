package io.github.tracebridge.sandbox;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leads of a selection, and remembers those of the last one, for the pages that follow.
 * Not thread-safe.
 */
final class LeadSearch {
  private final long seed;
  private final LeadIndex index;
  private final LeadStates states;
  private @Nullable Hits last;

  private record Hits(Selection selection, int[] ordinals) {}

  LeadSearch(long seed, LeadIndex index, LeadStates states) {
    this.seed = seed;
    this.index = index;
    this.states = states;
  }

  /** To be called whenever a lead came, changed or went. */
  void forget() {
    last = null;
  }

  /** The leads asked for, oldest first. */
  Found find(Selection selection) {
    int from = selection.createdFrom() == null ? 0 : index.firstFrom(selection.createdFrom());
    int to = selection.createdTo() == null ? index.size() : index.firstFrom(selection.createdTo());
    if (selection.isRange()) {
      return new Found(Math.max(0, to - from), i -> index.at(from + i));
    }
    int[] hits = hits(selection, from, to);
    return new Found(hits.length, i -> hits[i]);
  }

  /**
   * Leads found.
   *
   * @param at the ordinal of each, from 0
   */
  record Found(int total, IntUnaryOperator at) {}

  private int[] hits(Selection selection, int from, int to) {
    if (last == null || !last.selection().equals(selection)) {
      boolean fewTouched = selection.updatedFrom() != null && !selection.freshCountAsUpdated();
      IntStream positions =
          fewTouched ? states.touched().map(index::position).sorted() : IntStream.range(from, to);
      int[] found =
          positions
              .filter(position -> position >= from && position < to)
              .map(index::at)
              .filter(ordinal -> matches(selection, ordinal))
              .toArray();
      last = new Hits(selection, found);
    }
    return last.ordinals();
  }

  private boolean matches(Selection selection, int ordinal) {
    Version version = states.of(ordinal).now();
    return selection.hasUpdate(index.created(ordinal), version)
        && (selection.facets().equals(Selection.Facets.ANY)
            || selection.facets().match(LeadFacts.of(seed, ordinal, version.content())));
  }
}
