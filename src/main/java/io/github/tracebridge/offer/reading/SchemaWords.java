package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in plain words what the schema does not allow, and by which rule. */
final class SchemaWords {
  private static final Map<String, String> FORMS =
      Map.of(
          "start", "a year, month or quarter such as 2028, 2027M04 or 2027Q2",
          "tenor", "count and unit such as 11M",
          "countryCode", "two capital letters such as DE");

  private SchemaWords() {}

  static Rule rule(String keyword, String name, JsonPointer at, JsonNode allowed) {
    if (at.matches()) {
      return Rule.WRONG_TYPE;
    }
    if (name.equals("tariffType")) {
      return Rule.TARIFF_TYPE;
    }
    return switch (keyword) {
      case "required" -> Rule.REQUIRED_MEMBER;
      case "enum", "const" -> name.equals("technology") ? Rule.TECHNOLOGY : Rule.KNOWN_VALUE;
      case "minLength" -> Rule.EMPTY_NAME;
      case "minItems" -> Rule.EMPTY_MATRIX;
      case "minimum", "maximum", "exclusiveMinimum" ->
          name.equals("hedgeSharePercent") ? Rule.HEDGE_SHARE : Rule.TIER_BOUNDS;
      case "pattern" -> form(name);
      default ->
          allowed.path("type").asText().equals("number") ? Rule.NUMBER_EXPECTED : Rule.WRONG_TYPE;
    };
  }

  private static Rule form(String name) {
    return switch (name) {
      case "start" -> Rule.START_FORM;
      case "tenor" -> Rule.TENOR_FORM;
      case "countryCode" -> Rule.COUNTRY_CODE;
      default -> Rule.KNOWN_VALUE;
    };
  }

  static String sentence(ValidationMessage message, String name, JsonNode allowed) {
    JsonNode value = message.getInstanceNode();
    return switch (message.getType()) {
      case "required" -> "expected " + expected(name, allowed) + ", but it is missing";
      case "minLength" -> "expected a text, but it is empty";
      case "minItems" -> "expected at least one entry, but the list is empty";
      case "type" -> "expected " + expected(name, allowed) + ", but was " + Words.typed(value);
      case "enum" ->
          "expected "
              + expected(name, allowed)
              + ", but was "
              + Words.value(value)
              + Words.meant(value.asText(), choices(allowed));
      default -> "expected " + expected(name, allowed) + ", but was " + Words.value(value);
    };
  }

  private static String expected(String name, JsonNode allowed) {
    String form = FORMS.get(name);
    if (form != null) {
      return form;
    }
    if (allowed.has("enum")) {
      return Words.or(choices(allowed));
    }
    if (allowed.has("const")) {
      return allowed.path("const").asText();
    }
    return switch (allowed.path("type").asText()) {
      case "number", "integer" -> number(allowed);
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "a text";
    };
  }

  private static List<String> choices(JsonNode allowed) {
    List<String> choices = new ArrayList<>();
    allowed.path("enum").forEach(choice -> choices.add(choice.asText()));
    return choices;
  }

  private static String number(JsonNode allowed) {
    if (allowed.has("maximum")) {
      String least = allowed.path("minimum").asText();
      return "a number from " + least + " to " + allowed.path("maximum").asText();
    }
    if (allowed.has("minimum")) {
      return "a number, at least " + allowed.path("minimum").asText();
    }
    return allowed.has("exclusiveMinimum")
        ? "a number above " + allowed.path("exclusiveMinimum").asText()
        : "a number";
  }
}
