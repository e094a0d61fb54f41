package io.github.tracebridge.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of leads since they came, by ordinal: their versions and what is wrong with them. A
 * lead of which nothing is kept is as it came. Not thread-safe.
 */
final class LeadStates {
  private final Map<Integer, Touched> touched = new HashMap<>();
  private final Map<Integer, Poisoned> poisoned = new HashMap<>();

  /**
   * A lead that was changed.
   *
   * @param newestContent the highest number of contents it ever had
   */
  record Touched(Version now, Version before, int newestContent) {
    static final Touched NOT = new Touched(Version.FIRST, Version.FIRST, 0);
  }

  /**
   * A lead that is wrong.
   *
   * @param megabytes of a very large one
   */
  record Poisoned(Poison kind, int megabytes) {}

  void clear() {
    touched.clear();
    poisoned.clear();
  }

  void forget(int ordinal) {
    touched.remove(ordinal);
    poisoned.remove(ordinal);
  }

  /** Makes a further revision, with the contents that are made of the state so far. */
  void touch(int ordinal, ToIntFunction<Touched> content, long at) {
    Touched old = of(ordinal);
    int shown = content.applyAsInt(old);
    Version next = new Version(old.now().revision() + 1, shown, at);
    touched.put(ordinal, new Touched(next, old.now(), Math.max(shown, old.newestContent())));
  }

  void poison(int ordinal, Poisoned poison) {
    poisoned.put(ordinal, poison);
  }

  boolean isTouched(int ordinal) {
    return touched.containsKey(ordinal);
  }

  /** The leads that were changed, in no order. */
  IntStream touched() {
    return touched.keySet().stream().mapToInt(Integer::intValue);
  }

  Touched of(int ordinal) {
    return touched.getOrDefault(ordinal, Touched.NOT);
  }

  /** What is wrong with the lead; null where nothing is. */
  @Nullable Poisoned poison(int ordinal) {
    return poisoned.get(ordinal);
  }
}
