package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of price matrices, by what they are for: the first are named, the rest counted. Not
 * thread-safe.
 */
final class NamedEntries {
  private static final int MOST = 50;

  private final Map<Alike, List<String>> named = new LinkedHashMap<>();
  private int names;
  private long more;
  private long all;

  /**
   * @param entry start and tenor
   */
  void add(Alike alike, String entry) {
    all += alike.configurations();
    if (names < MOST) {
      names++;
      named.computeIfAbsent(alike, added -> new ArrayList<>()).add(Alike.shown(entry));
    } else {
      more += alike.configurations();
    }
  }

  /** How many there are, each once for every configuration that it is for. */
  long all() {
    return all;
  }

  void write(ObjectNode json) {
    ArrayNode list = json.putArray("first");
    named.forEach(
        (alike, entries) -> {
          ObjectNode each = list.addObject();
          each.put("configuration", alike.label());
          ArrayNode names = each.putArray("entries");
          entries.forEach(names::add);
        });
    json.put("more", more);
  }
}
