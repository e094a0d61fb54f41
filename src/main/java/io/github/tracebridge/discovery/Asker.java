package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.Fault;
import java.util.List;
import java.util.Map;

/** Asks TRACE for a page of leads with these parameters. */
@FunctionalInterface
public interface Asker {
  /** The answer, whatever its status. */
  Caller.Answer ask(Map<String, String> query);

  /** Its rows; none where these parameters are refused. */
  default List<JsonNode> rows(ListShape shape, Map<String, String> query) {
    Caller.Answer answer = judged(query);
    return answer.isGood() ? shape.rows(answer.json()) : List.of();
  }

  /**
   * The answer, which may refuse these parameters.
   *
   * @throws Fault.Transient where it is refused for another reason, which tells nothing of them
   */
  default Caller.Answer judged(Map<String, String> query) {
    Caller.Answer answer = ask(query);
    int status = answer.status();
    if (status == 401 || status == 403 || status == 408 || status == 429 || status >= 500) {
      throw new Fault.Transient(
          "TRACE answered " + status + " in the middle, so nothing can be told. Try again.");
    }
    return answer;
  }
}
