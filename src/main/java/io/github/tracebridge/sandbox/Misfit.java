package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Says in a sentence which member of a JSON tree does not fit, and what would. */
final class Misfit {
  private Misfit() {}

  static IllegalArgumentException of(JsonMappingException fault, JsonNode tree) {
    String place = path(fault);
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return KnobMerge.unknown(
          "name",
          place,
          KnobMerge.nearest(
              unknown.getPropertyName(),
              unknown.getKnownPropertyIds().stream().map(String::valueOf).toList()));
    }
    Class<?> type =
        fault instanceof MismatchedInputException other ? other.getTargetType() : Object.class;
    return new IllegalArgumentException(
        place + ": expected " + expected(type) + ", but was " + value(fault, tree), fault);
  }

  /** A sentence of {@link KnobRule} with the whole name of its knob. */
  static String placed(String sentence, JsonMappingException fault) {
    return sentence.startsWith("knob .")
        ? "knob " + path(fault) + sentence.substring("knob ".length())
        : sentence;
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> SandboxJson.MAPPER.valueToTree(constant).toString())
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return SandboxJson.DURATION;
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == double.class ? "a number" : "another value";
  }

  private static JsonNode value(JsonMappingException fault, JsonNode tree) {
    JsonNode value = tree;
    for (JsonMappingException.Reference at : fault.getPath()) {
      value = at.getFieldName() == null ? value.path(at.getIndex()) : value.path(at.getFieldName());
    }
    return value;
  }

  private static String path(JsonMappingException fault) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference at : fault.getPath()) {
      if (at.getFieldName() == null) {
        path.append('[').append(at.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(at.getFieldName());
      }
    }
    return path.toString();
  }
}
