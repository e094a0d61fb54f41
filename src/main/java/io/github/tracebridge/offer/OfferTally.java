package io.github.tracebridge.offer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What became of the files of this process. Thread-safe. */
public final class OfferTally {
  private final Map<OfferOutcome, Integer> ended = new EnumMap<>(OfferOutcome.class);
  private int held;

  synchronized void ended(OfferOutcome outcome) {
    ended.merge(outcome, 1, Integer::sum);
  }

  synchronized void held() {
    held++;
  }

  /** Whether a person has to look at one of them. */
  public synchronized boolean needsPerson() {
    return held > 0 || ended.keySet().stream().anyMatch(OfferOutcome::needsPerson);
  }

  /** How many files came to their end, held ones not counted. */
  public synchronized int ended() {
    return ended.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For people, such as {@code 3 files: 2 done, 1 rejected}. */
  public synchronized String words() {
    int files = held + ended();
    StringJoiner each = new StringJoiner(", ");
    ended.forEach((outcome, many) -> each.add(many + " " + name(outcome)));
    if (held > 0) {
      each.add(held + " held");
    }
    return Judge.count(files, "file") + (each.length() == 0 ? "" : ": " + each);
  }

  private static String name(OfferOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
