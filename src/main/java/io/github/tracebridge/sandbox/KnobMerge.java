package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Merges changes into the tree of all knobs; a name that is not there is refused, with the nearest.
 */
final class KnobMerge {
  private KnobMerge() {}

  static void merge(ObjectNode into, JsonNode changes) {
    merge(into, changes, "");
  }

  private static void merge(ObjectNode into, JsonNode changes, String path) {
    if (!changes.isObject()) {
      String where = path.isEmpty() ? "knobs" : "knob " + path.substring(0, path.length() - 1);
      throw new IllegalArgumentException(where + ": expected a JSON object, but was " + changes);
    }
    List<String> known = List.copyOf(into.propertyStream().map(Map.Entry::getKey).toList());
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String name = change.getKey();
      if (!known.contains(name)) {
        throw unknown("knob", path + name, path + nearest(name, known));
      }
      if (into.get(name) instanceof ObjectNode inner) {
        merge(inner, change.getValue(), path + name + ".");
      } else {
        into.set(name, change.getValue());
      }
    }
  }

  static IllegalArgumentException unknown(String what, String name, String nearest) {
    return new IllegalArgumentException(
        "unknown " + what + " \"" + name + "\"; the nearest known name is \"" + nearest + "\"");
  }

  static String nearest(String name, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElse("");
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int here = Math.min(diagonal + cost, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = here;
      }
    }
    return row[b.length()];
  }
}
