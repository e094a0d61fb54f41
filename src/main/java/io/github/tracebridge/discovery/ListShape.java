package io.github.tracebridge.discovery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where in an answer the list of leads is, and its total. Immutable. */
record ListShape(JsonPointer list, List<JsonPointer> totals) {
  private static final int DEEPEST = 3;
  private static final Pattern TOTAL =
      Pattern.compile("(?i:total.*|hits|count)|.*[a-z](Count|Total)|.*[_-](count|total)");
  private static final Pattern NO_TOTAL = Pattern.compile("(?i).*(page|size|limit|offset).*");

  /** Empty where there is no list at all. */
  static Optional<ListShape> of(JsonNode answer) {
    List<JsonPointer> lists = new ArrayList<>();
    List<JsonPointer> totals = new ArrayList<>();
    look(answer, JsonPointer.empty(), 0, lists, totals);
    return lists.stream()
        .max(Comparator.comparingInt((JsonPointer list) -> answer.at(list).size()))
        .map(list -> new ListShape(list, totals));
  }

  private static void look(
      JsonNode node,
      JsonPointer here,
      int depth,
      List<JsonPointer> lists,
      List<JsonPointer> totals) {
    if (node.isArray() && (node.isEmpty() || node.get(0).isObject())) {
      lists.add(here);
    } else if (node.isIntegralNumber() && isTotal(here)) {
      totals.add(here);
    } else if (node.isObject() && depth < DEEPEST) {
      node.properties()
          .forEach(
              member ->
                  look(
                      member.getValue(),
                      here.appendProperty(member.getKey()),
                      depth + 1,
                      lists,
                      totals));
    }
  }

  private static boolean isTotal(JsonPointer here) {
    String name = here.last() == null ? "" : here.last().getMatchingProperty();
    return TOTAL.matcher(name).matches() && !NO_TOTAL.matcher(name).matches();
  }

  /** The rows of an answer; none where it has no such list. */
  List<JsonNode> rows(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    answer.at(list).elements().forEachRemaining(rows::add);
    return rows;
  }

  Finding finding(JsonNode answer) {
    int rows = answer.at(list).size();
    return Finding.of(
        Setting.LIST,
        list.toString(),
        rows == 0 ? Confidence.LOW : Confidence.HIGH,
        rows == 0 ? "the only list, and empty" : "the longest list, " + rows + " objects");
  }

  /**
   * The one that does not change with the size of a page.
   *
   * @param one an answer with a single row
   * @param sized whether it is one: else the count of a page looks like a total
   * @param names what is set now, which comes first
   */
  Finding total(JsonNode whole, JsonNode one, boolean sized, Paging.Names names) {
    Optional<JsonPointer> total =
        Stream.concat(names.place(Setting.TOTAL).stream(), totals.stream())
            .filter(each -> whole.at(each).isIntegralNumber())
            .filter(each -> whole.at(each).asLong() == one.at(each).asLong())
            .filter(each -> whole.at(each).asLong() >= whole.at(list).size())
            .findFirst();
    return total
        .map(
            each ->
                Finding.of(
                    Setting.TOTAL,
                    each.toString(),
                    sized && rows(whole).size() > 1 ? Confidence.HIGH : Confidence.LOW,
                    whole.at(each).asText()
                        + (sized
                            ? ", whatever the size of the page"
                            : ", which may be that of the page")))
        .orElseGet(
            () ->
                Finding.of(Setting.TOTAL, "", Confidence.MEDIUM, "no number that stays the same"));
  }
}
