package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what the JSON parser says in its own. */
final class JsonWords {
  private static final Pattern UNEXPECTED =
      Pattern.compile("Unexpected character \\((.+?) \\(code (\\d+).*?\\)\\): ?(.*)");
  private static final Pattern TOKEN =
      Pattern.compile("(?:Unrecognized|Non-standard) token (.+?):.*");
  private static final int LONGEST = 160;

  private JsonWords() {}

  /** What the file has where it should go on as JSON. */
  static String fault(JsonProcessingException e) {
    String said = firstLine(e);
    Matcher token = TOKEN.matcher(said);
    if (token.matches()) {
      return "expected a value in JSON, but was " + token.group(1).replace('\'', '"');
    }
    Matcher unexpected = UNEXPECTED.matcher(said);
    if (unexpected.matches()) {
      return "expected " + expected(unexpected.group(3)) + ", but was " + unexpected.group(1);
    }
    return "this is not JSON: " + said;
  }

  private static String expected(String said) {
    if (said.contains("field name") && said.contains("start")) {
      return "a member's name in double quotes";
    }
    if (said.contains("colon")) {
      return "a colon after the member's name";
    }
    if (said.contains("comma")) {
      return "a comma or the end of the " + (said.contains("Array") ? "list" : "object");
    }
    return "a value in JSON";
  }

  /** Which bound was passed. */
  static String limit(JsonProcessingException e) {
    String said = firstLine(e);
    if (said.contains("nesting")) {
      return "nested deeper than 100 levels";
    }
    if (said.contains("Number") || said.contains("scale")) {
      return "a number of more than 100 characters";
    }
    return said.contains("Name") || said.contains("name")
        ? "a member's name of more than 1,000 characters"
        : "a text of more than 1,000,000 characters";
  }

  private static String firstLine(JsonProcessingException e) {
    String first = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "…";
  }

  static String kind(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "a list";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.asString() == null ? "something else" : token.asString();
    };
  }
}
