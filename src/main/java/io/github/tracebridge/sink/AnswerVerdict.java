package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.delivery.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a mapping made of an answer: {@code {"ok": true}}, or {@code {"ok": false, "reason": "…"}}
 * with {@code "retry": true} where the reason passes, {@code "unknown": true} where the answer does
 * not tell, {@code "closed": true} where it is no lead's fault; a list of these, one a lead, or one
 * for all of them.
 */
final class AnswerVerdict {
  private AnswerVerdict() {}

  /**
   * Reads it.
   *
   * @param count how many leads the answer is about
   * @return empty where it is neither; unknown where the list is of another number
   */
  static Optional<Verdict> of(JsonNode made, int count) {
    if (made.isObject()) {
      Verdict one = one(made);
      // only a refused batch is cut in halves
      boolean isWhole = one.kind() == Verdict.Kind.REFUSED;
      return Optional.of(isWhole ? one : Verdict.of(Collections.nCopies(count, one)));
    }
    if (!made.isArray()) {
      return Optional.empty();
    }
    if (made.size() != count) {
      String fact = "its answer tells of " + made.size() + " leads instead of " + count + ".";
      return Optional.of(Verdict.of(Verdict.Kind.UNKNOWN, fact, ""));
    }
    List<Verdict> rows = new ArrayList<>();
    made.forEach(row -> rows.add(one(row)));
    return Optional.of(Verdict.of(rows));
  }

  private static Verdict one(JsonNode row) {
    if (row.path("ok").asBoolean(false)) {
      return Verdict.delivered();
    }
    return Verdict.of(kind(row), sentence(row.path("reason").asText("")), row.toString());
  }

  private static Verdict.Kind kind(JsonNode row) {
    if (row.path("closed").asBoolean(false)) {
      return Verdict.Kind.CLOSED;
    }
    if (row.path("unknown").asBoolean(false)) {
      return Verdict.Kind.UNKNOWN;
    }
    return row.path("retry").asBoolean(false) ? Verdict.Kind.NOT_NOW : Verdict.Kind.REFUSED;
  }

  private static String sentence(String reason) {
    if (reason.isEmpty()) {
      return "it gave no reason.";
    }
    return reason.endsWith(".") ? reason : reason + ".";
  }
}
