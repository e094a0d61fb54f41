package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the pages of a list hold, of which nobody said where it is: any array within a page's
 * objects may be it, but not one of links. Not thread-safe.
 */
final class PageRows {
  private static final Pattern LINKS = Pattern.compile("(?i)_?links?");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?i)total([_-]?(count|items|elements|results|records|rows))?|@odata\\.count");
  private static final int DEEPEST = 3;

  private List<JsonNode> last = List.of();
  private long count;
  private long total;

  /** Takes in the next page. */
  void add(JsonNode page) {
    last = lists(page);
    count += last.stream().mapToInt(JsonNode::size).max().orElse(0);
    total = total(page);
  }

  /** Whether the last page had nothing. */
  boolean isEmpty() {
    return last.stream().allMatch(JsonNode::isEmpty);
  }

  /** Whether that page is the last one over again. */
  boolean areThoseOf(JsonNode page) {
    return !isEmpty() && lists(page).equals(last);
  }

  /** How many there were at most. */
  long count() {
    return count;
  }

  /** How many the last page says that there are; 0 where it does not. */
  long total() {
    return total;
  }

  private static List<JsonNode> lists(JsonNode page) {
    return page.isArray()
        ? List.of(page)
        : members(page, 0)
            .filter(member -> member.getValue().isArray())
            .filter(member -> !LINKS.matcher(member.getKey()).matches())
            .map(Map.Entry::getValue)
            .toList();
  }

  private static long total(JsonNode page) {
    return members(page, 0)
        .filter(member -> TOTAL.matcher(member.getKey()).matches())
        .filter(member -> member.getValue().isIntegralNumber())
        .mapToLong(member -> member.getValue().asLong())
        .findFirst()
        .orElse(0);
  }

  /** Those of objects in objects too. */
  private static Stream<Map.Entry<String, JsonNode>> members(JsonNode object, int depth) {
    return object.properties().stream()
        .flatMap(
            member ->
                depth < DEEPEST && member.getValue().isObject()
                    ? members(member.getValue(), depth + 1)
                    : Stream.of(member));
  }
}
