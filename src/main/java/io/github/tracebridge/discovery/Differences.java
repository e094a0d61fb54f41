package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two answers though nobody changed anything. */
final class Differences {
  private Differences() {}

  /** Pointers within a lead, with {@code *} for each element of a list. */
  static Set<String> between(List<JsonNode> first, List<JsonNode> second, RowShape shape) {
    Map<JsonNode, JsonNode> before = new HashMap<>();
    if (shape.id() != null) {
      first.forEach(row -> before.put(row.at(shape.id()), row));
    }
    Set<String> found = new TreeSet<>();
    for (JsonNode after : second) {
      JsonNode same = shape.id() == null ? null : before.get(after.at(shape.id()));
      if (same != null && !isChanged(same, after, shape)) {
        compare(same, after, "", found);
      }
    }
    return found;
  }

  private static boolean isChanged(JsonNode before, JsonNode after, RowShape shape) {
    return shape.updated() != null && !before.at(shape.updated()).equals(after.at(shape.updated()));
  }

  private static void compare(JsonNode before, JsonNode after, String here, Set<String> found) {
    if (before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name ->
              compare(
                  before.path(name),
                  after.path(name),
                  here + "/" + name.replace("~", "~0").replace("/", "~1"),
                  found));
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(before.get(i), after.get(i), here + "/*", found);
      }
    } else if (!before.equals(after)) {
      found.add(here);
    }
  }
}
