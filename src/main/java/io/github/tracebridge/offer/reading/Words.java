package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Spelling;
import java.util.Collection;
import java.util.List;

/** How values are said in sentences. */
final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  /** A value as it stands in the file, cut short. */
  static String value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> quoted(node.textValue());
      case OBJECT -> node.isEmpty() ? "an empty object" : "an object";
      case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
      default -> cut(node.asText());
    };
  }

  /** The same, with its type. */
  static String typed(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "the text " + value(node);
      case NUMBER -> "the number " + value(node);
      default -> value(node);
    };
  }

  static String quoted(String text) {
    return '"' + cut(text) + '"';
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** "A, B or C". */
  static String or(List<String> choices) {
    int last = choices.size() - 1;
    return last < 1
        ? String.join("", choices)
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** A question to end a sentence with; empty where nothing is spelt alike. */
  static String meant(String name, Collection<String> known) {
    return name.length() > LONGEST
        ? ""
        : Spelling.meant(name, known).map(m -> "; did you mean " + m + "?").orElse("");
  }
}
