package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes what a lead tells of a person out of texts about it: every value, except its id. The shape
 * stays.
 */
final class Redaction {
  private static final int LONGEST = 2_000;
  private static final int SHORTEST_VALUE = 3;
  private static final String MASK = "***";

  private final String leadId;
  private final Set<String> values =
      new TreeSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(String::toString));

  Redaction(String leadId, JsonNode lead) {
    this.leadId = leadId;
    collect(lead);
    values.remove(leadId);
  }

  private void collect(JsonNode node) {
    if (node.isContainerNode()) {
      node.forEach(this::collect);
    } else if (node.isTextual() || node.isNumber()) {
      String value = node.asText().strip();
      if (value.length() >= SHORTEST_VALUE) {
        values.add(value);
        values.add(JsonNodeFactory.instance.textNode(value).toString().replace("\"", ""));
      }
    }
  }

  /** A text by others, such as an answer; of a long one the beginning. */
  String of(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, MASK);
    }
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }

  /** What was sent: its fields, without their values. */
  String of(JsonNode record) {
    return masked(record).toString();
  }

  private JsonNode masked(JsonNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      ObjectNode copy = json.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), masked(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = json.arrayNode();
      array.forEach(element -> copy.add(masked(element)));
      return copy;
    }
    boolean says = node.isTextual() || node.isNumber();
    return says && !node.asText().equals(leadId) ? json.textNode(MASK) : node;
  }
}
