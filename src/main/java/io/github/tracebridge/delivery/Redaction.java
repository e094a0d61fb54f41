package io.github.tracebridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what tells of people out of texts about a lead: what the lead tells, and what looks as if
 * it told of anybody else. Only what is known to be harmless is kept, and the lead's id.
 */
final class Redaction {
  private static final String MASK = "***";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST = 2_000;
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final Pattern MASKS = Pattern.compile("\\*{3}(?:[\\s'’-]+\\*{3})+");

  /** How our own sentences begin; the number is a status, whatever numbers the lead tells. */
  private static final Pattern OURS = Pattern.compile("it answered \\d{3}\\b");

  /** Members whose values may be a single word in capitals; elsewhere that may be a name. */
  private static final Pattern CODED = Pattern.compile("(?i).*(code|status|category|type|error)");

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]+");

  private final String leadId;
  private final Suspicion suspicion;

  Redaction(String leadId, JsonNode lead) {
    this.leadId = leadId;
    this.suspicion = new Suspicion(leadId, lead);
  }

  /** A text by others, such as an answer or a reason; of a long one the beginning. */
  String of(String text) {
    JsonNode json = parse(text);
    String clean = json.isContainerNode() ? answer(json).toString() : sentence(text);
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }

  /** What was sent: its fields, without their values. */
  String of(JsonNode record) {
    return record(record).toString();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private JsonNode answer(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      object
          .properties()
          .forEach(
              field -> copy.set(text(field.getKey()), member(field.getKey(), field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      return each(array, this::answer);
    }
    if (node.isTextual()) {
      return NODES.textNode(text(node.asText()));
    }
    boolean isKept = !node.isNumber() || text(node.asText()).equals(node.asText());
    return isKept ? node : NODES.textNode(MASK);
  }

  private JsonNode member(String name, JsonNode value) {
    boolean isCode =
        value.isTextual()
            && CODED.matcher(name).matches()
            && CODE.matcher(value.asText()).matches()
            && !suspicion.isOfLead(value.asText());
    return isCode ? value : answer(value);
  }

  private JsonNode record(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), record(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      return each(array, this::record);
    }
    boolean says = node.isTextual() || node.isNumber();
    return says && !node.asText().equals(leadId) ? NODES.textNode(MASK) : node;
  }

  private static ArrayNode each(ArrayNode array, UnaryOperator<JsonNode> change) {
    ArrayNode copy = NODES.arrayNode();
    array.forEach(element -> copy.add(change.apply(element)));
    return copy;
  }

  private String sentence(String text) {
    Matcher ours = OURS.matcher(text);
    int end = ours.lookingAt() ? ours.end() : 0;
    return text.substring(0, end) + text(text.substring(end));
  }

  /** A text in which nothing is suspicious stays as it is. */
  private String text(String text) {
    String decoded =
        Normalizer.normalize(ESCAPE.matcher(text).replaceAll(Redaction::letter), Form.NFC);
    return suspicion.isNone(decoded)
        ? text
        : MASKS.matcher(suspicion.mask(decoded, MASK)).replaceAll(MASK);
  }

  private static String letter(MatchResult escape) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
  }
}
