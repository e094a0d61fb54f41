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

/**
 * Where in an answer the list of leads is, and its total. Immutable.
 *
 * @param others lists that it may be as well
 * @param totals numbers that may be the total
 */
record ListShape(JsonPointer list, List<JsonPointer> others, List<JsonPointer> totals) {
  private static final int DEEPEST = 3;
  private static final Pattern USUAL =
      Pattern.compile("(?i)(items|leads|data|results?|records|content|rows|entries|values?|list)");
  private static final Pattern TOTAL =
      Pattern.compile("(?i:total.*|hits|count)|.*[a-z](Count|Total)|.*[_-](count|total)");
  private static final Pattern NO_TOTAL = Pattern.compile("(?i).*(page|size|limit|offset).*");

  /**
   * The list whose rows are most like leads; of several the one that is set now, one of a usual
   * name, the longest. Empty where there is no list at all.
   */
  static Optional<ListShape> of(JsonNode answer, Paging.Names names) {
    List<JsonPointer> lists = new ArrayList<>();
    List<JsonPointer> totals = new ArrayList<>();
    look(answer, JsonPointer.empty(), 0, lists, totals);
    Comparator<JsonPointer> order =
        Comparator.comparingInt((JsonPointer list) -> likeness(answer.at(list), names))
            .thenComparing(list -> isNow(list, names))
            .thenComparing(list -> USUAL.matcher(name(list)).matches())
            .thenComparingInt(list -> answer.at(list).size());
    return lists.stream()
        .max(order)
        .map(
            list ->
                new ListShape(list, lists.stream().filter(l -> !l.equals(list)).toList(), totals));
  }

  private static int likeness(JsonNode list, Paging.Names names) {
    List<JsonNode> rows = elements(list);
    return RowShape.of(rows, names).likeness(rows);
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
    String name = name(here);
    return TOTAL.matcher(name).matches() && !NO_TOTAL.matcher(name).matches();
  }

  private static String name(JsonPointer here) {
    return here.last() == null ? "" : here.last().getMatchingProperty();
  }

  /** The rows of an answer; none where it has no such list. */
  List<JsonNode> rows(JsonNode answer) {
    return elements(answer.at(list));
  }

  private static List<JsonNode> elements(JsonNode list) {
    List<JsonNode> rows = new ArrayList<>();
    list.elements().forEachRemaining(rows::add);
    return rows;
  }

  Finding finding(JsonNode answer, Paging.Names names) {
    int likeness = likeness(answer.at(list), names);
    String like =
        switch (likeness) {
          case 2 -> " objects with ids and times";
          case 1 -> " objects with ids";
          default -> " objects without ids";
        };
    int rows = answer.at(list).size();
    Confidence confidence = confidence(answer, likeness, names);
    return Finding.of(Setting.LIST, list.toString(), confidence, rows + like);
  }

  private Confidence confidence(JsonNode answer, int likeness, Paging.Names names) {
    int rows = answer.at(list).size();
    if (rows == 0 || likeness == 0 && !others.isEmpty()) {
      return Confidence.LOW;
    }
    boolean isSure = rows > 1 && likeness > 0;
    boolean isRivalled =
        !isNow(list, names)
            && others.stream()
                .filter(
                    other -> isNow(other, names) || likeness(answer.at(other), names) == likeness)
                .anyMatch(other -> likeness(answer.at(other), names) > 0);
    return isSure && !isRivalled ? Confidence.HIGH : Confidence.MEDIUM;
  }

  private static boolean isNow(JsonPointer list, Paging.Names names) {
    return names.place(Setting.LIST).equals(Optional.of(list));
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
