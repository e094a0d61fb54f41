package io.github.tracebridge.discovery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.trace.LeadTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in a lead its id and its times are. Immutable.
 *
 * @param id null where no member tells leads apart
 * @param created null where there is none
 * @param updated null where there is none
 */
record RowShape(
    @Nullable JsonPointer id, @Nullable JsonPointer created, @Nullable JsonPointer updated) {
  private static final Pattern CREATED = Pattern.compile("(?i)creat|submit|receiv|insert");

  /** Those that are part of other words, of credit and exchange, only where a word begins. */
  private static final Pattern UPDATED =
      Pattern.compile(
          "(?i:updat|modif|last[_-]?(chang|edit))|(?<![a-zA-Z])(?i:chang|edit)|Chang|Edit");

  private static final List<Pattern> IDS =
      List.of(
          Pattern.compile("(?i)id"),
          Pattern.compile("(?i)(lead|_)?_?id"),
          Pattern.compile("(?i)u?uid|guid|key|number|reference"),
          Pattern.compile("(?i).*id"));

  /**
   * @param names what is set now, which is kept where it fits
   */
  static RowShape of(List<JsonNode> rows, Paging.Names names) {
    Map<JsonPointer, List<JsonNode>> members = members(rows);
    return new RowShape(
        id(rows, names.place(Setting.LEAD_ID), members),
        time(rows, names.place(Setting.LEAD_CREATED), members, CREATED),
        time(rows, names.place(Setting.LEAD_UPDATED), members, UPDATED));
  }

  private static @Nullable JsonPointer id(
      List<JsonNode> rows, Optional<JsonPointer> now, Map<JsonPointer, List<JsonNode>> members) {
    if (now.isPresent()
        && tellsApart(rows.stream().map(r -> r.at(now.get())).toList(), rows.size())) {
      return now.get();
    }
    return members.entrySet().stream()
        .filter(member -> tellsApart(member.getValue(), rows.size()))
        .map(Map.Entry::getKey)
        .filter(member -> rank(member) < IDS.size())
        .min(Comparator.comparingInt(RowShape::rank))
        .orElse(null);
  }

  /** Scalar members of all rows, two levels deep. */
  private static Map<JsonPointer, List<JsonNode>> members(List<JsonNode> rows) {
    Map<JsonPointer, List<JsonNode>> members = new LinkedHashMap<>();
    rows.forEach(row -> collect(row, JsonPointer.empty(), 0, members));
    return members;
  }

  private static void collect(
      JsonNode node, JsonPointer here, int depth, Map<JsonPointer, List<JsonNode>> members) {
    node.properties()
        .forEach(
            member -> {
              JsonPointer pointer = here.appendProperty(member.getKey());
              JsonNode value = member.getValue();
              if (value.isObject() && depth == 0) {
                collect(value, pointer, 1, members);
              } else if (value.isValueNode()) {
                members.computeIfAbsent(pointer, p -> new ArrayList<>()).add(value);
              }
            });
  }

  private static boolean tellsApart(List<JsonNode> values, int rows) {
    return rows > 0
        && values.size() == rows
        && values.stream().allMatch(value -> value.isTextual() || value.isIntegralNumber())
        && values.stream().distinct().count() == rows;
  }

  /** By its name, and by how deep it stands. */
  private static int rank(JsonPointer member) {
    String name = name(member);
    for (int rank = 0; rank < IDS.size(); rank++) {
      if (IDS.get(rank).matcher(name).matches()) {
        return rank + (member.tail().matches() ? 0 : 2);
      }
    }
    return Integer.MAX_VALUE;
  }

  private static String name(JsonPointer member) {
    JsonPointer last = member.last();
    return last == null ? "" : last.getMatchingProperty();
  }

  /** Where it is now if it holds times; else where all values are, or null for none yet. */
  private static @Nullable JsonPointer time(
      List<JsonNode> rows,
      Optional<JsonPointer> now,
      Map<JsonPointer, List<JsonNode>> members,
      Pattern wanted) {
    if (now.isPresent() && told(rows, now.get()) > 0) {
      return now.get();
    }
    return members.entrySet().stream()
        .filter(member -> wanted.matcher(name(member.getKey())).find())
        .filter(
            member ->
                member.getValue().stream()
                    .allMatch(v -> v.isNull() || LeadTime.read(v).isPresent()))
        .map(Map.Entry::getKey)
        .min(
            Comparator.comparing((JsonPointer member) -> told(rows, member) == 0)
                .thenComparing(member -> member.toString().length()))
        .orElse(null);
  }

  private static long told(List<JsonNode> rows, JsonPointer place) {
    return rows.stream().filter(row -> LeadTime.read(row.at(place)).isPresent()).count();
  }

  /** How much they are like leads: 2 with ids and times, 1 with ids, 0 without. */
  int likeness(List<JsonNode> rows) {
    boolean hasTimes =
        Stream.of(Optional.ofNullable(created), Optional.ofNullable(updated))
            .flatMap(Optional::stream)
            .anyMatch(place -> told(rows, place) > 0);
    return id == null ? 0 : hasTimes ? 2 : 1;
  }

  List<Finding> findings(List<JsonNode> rows) {
    List<Finding> findings = new ArrayList<>();
    if (id != null) {
      Confidence confidence = rows.size() < 2 ? Confidence.LOW : Confidence.HIGH;
      findings.add(
          Finding.of(Setting.LEAD_ID, "" + id, confidence, rows.size() + " rows, all different"));
    }
    findings.add(time(Setting.LEAD_CREATED, created, rows));
    findings.add(time(Setting.LEAD_UPDATED, updated, rows));
    kinds(rows).ifPresent(findings::add);
    return findings;
  }

  private static Finding time(Setting setting, @Nullable JsonPointer member, List<JsonNode> rows) {
    if (member == null) {
      Confidence confidence = rows.size() > 1 ? Confidence.MEDIUM : Confidence.LOW;
      return Finding.of(setting, "", confidence, "no member with such a name holds a time");
    }
    long told = told(rows, member);
    return Finding.of(
        setting,
        member.toString(),
        told > 0 ? Confidence.HIGH : Confidence.LOW,
        told + " of " + rows.size() + " rows have a time there");
  }

  /** What tells kinds of tariffs apart: a member of an array's elements named type or kind. */
  private static Optional<Finding> kinds(List<JsonNode> rows) {
    Map<String, TreeSet<String>> kinds = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      row.properties().stream()
          .filter(member -> member.getKey().toLowerCase(java.util.Locale.ROOT).contains("tariff"))
          .forEach(
              member ->
                  member
                      .getValue()
                      .forEach(
                          element ->
                              element.properties().stream()
                                  .filter(m -> m.getKey().matches("(?i).*(type|kind)"))
                                  .forEach(
                                      m ->
                                          kinds
                                              .computeIfAbsent(
                                                  "/" + member.getKey() + "/*/" + m.getKey(),
                                                  k -> new TreeSet<>())
                                              .add(m.getValue().toString()))));
    }
    return kinds.entrySet().stream()
        .findFirst()
        .map(
            kind ->
                Finding.fact(
                    "kind of tariff",
                    kind.getKey(),
                    "values " + String.join(", ", kind.getValue())));
  }
}
