package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Caller;
import java.util.List;
import java.util.Map;

/** Asks TRACE for a page of leads with these parameters. */
@FunctionalInterface
public interface Asker {
  /** The answer, whatever its status. */
  Caller.Answer ask(Map<String, String> query);

  /** Its rows; none where it is refused. */
  default List<JsonNode> rows(ListShape shape, Map<String, String> query) {
    Caller.Answer answer = ask(query);
    return answer.isGood() ? shape.rows(answer.json()) : List.of();
  }
}
