package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** JSON with one text for equal values: members by name, numbers by value. */
final class CanonicalJson {
  private CanonicalJson() {}

  static String of(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.append('{');
        members(node).forEach((name, value) -> member(name, value, out));
        out.append('}');
      }
      case ARRAY -> {
        out.append('[');
        for (JsonNode element : node) {
          write(element, out);
          out.append(',');
        }
        out.append(']');
      }
      case NUMBER -> out.append(node.decimalValue().stripTrailingZeros());
      case STRING -> quote(node.textValue(), out);
      default -> out.append(node.asText());
    }
  }

  private static Map<String, JsonNode> members(JsonNode node) {
    Map<String, JsonNode> members = new TreeMap<>();
    node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static void member(String name, JsonNode value, StringBuilder out) {
    quote(name, out);
    out.append(':');
    write(value, out);
    out.append(',');
  }

  /** Only what could end the text is escaped: enough to tell all texts apart. */
  private static void quote(String text, StringBuilder out) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
