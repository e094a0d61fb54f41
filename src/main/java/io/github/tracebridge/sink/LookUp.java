package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * How it is known whether a CRM has a lead.
 *
 * @param path of a GET that finds it; empty where it cannot be asked
 * @param found where its answer has what was found; empty: its only list
 */
record LookUp(String path, Optional<JsonPointer> found) {

  /** What the answer to a look-up says. */
  enum Finding {
    THERE,
    MISSING,
    /** Not said now; perhaps another time. */
    NOT_NOW,
    /** Said in a way that nobody understands. */
    UNCLEAR
  }

  Finding read(CrmAnswer answer) {
    if (answer.status() == 404 || answer.status() == 410) {
      return Finding.MISSING;
    }
    if (!answer.isGood() || !answer.isJson()) {
      return Finding.NOT_NOW;
    }
    return found
        .map(answer.json()::at)
        .or(() -> onlyList(answer.json()))
        .filter(what -> !what.isMissingNode())
        .map(what -> isSomething(what) ? Finding.THERE : Finding.MISSING)
        .orElse(Finding.UNCLEAR);
  }

  private static Optional<JsonNode> onlyList(JsonNode answer) {
    if (answer.isArray()) {
      return Optional.of(answer);
    }
    List<JsonNode> lists =
        StreamSupport.stream(answer.spliterator(), false).filter(JsonNode::isArray).toList();
    return lists.size() == 1 ? Optional.of(lists.get(0)) : Optional.empty();
  }

  private static boolean isSomething(JsonNode what) {
    return switch (what.getNodeType()) {
      case NULL -> false;
      case BOOLEAN -> what.booleanValue();
      case NUMBER -> what.decimalValue().signum() != 0;
      case STRING -> !what.textValue().isEmpty();
      default -> !what.isEmpty();
    };
  }
}
