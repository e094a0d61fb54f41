package io.github.tracebridge.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal says in its body, in the forms that TRACE may use: problem details (RFC 9457), or
 * results with messages.
 */
final class ProblemText {
  private static final int LONGEST_BODY = 1 << 16;
  private static final int LONGEST = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProblemText() {}

  /** Its words without secrets and with a colon before them; empty where it has none. */
  static String of(@Nullable InputStream body, Secrets secrets) {
    if (body == null) {
      return "";
    }
    List<String> words = new ArrayList<>();
    try {
      JsonNode problem = JSON.readTree(body.readNBytes(LONGEST_BODY));
      add(words, problem.path("title"));
      add(words, problem.path("detail"));
      problem
          .path("errors")
          .properties()
          .forEach(error -> error.getValue().forEach(text -> add(words, error.getKey(), text)));
      problem.path("results").forEach(result -> add(words, result.path("message")));
      add(words, problem.path("message"));
    } catch (IOException e) {
      return "";
    }
    String text = secrets.mask(String.join(" ", words)).replaceAll("\\p{Cntrl}", " ").strip();
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return cut.isEmpty()
        ? ""
        : ": " + (cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut);
  }

  private static void add(List<String> words, JsonNode text) {
    if (text.isTextual() && !text.textValue().isBlank()) {
      words.add(text.textValue());
    }
  }

  private static void add(List<String> words, String name, JsonNode text) {
    if (text.isTextual()) {
      words.add(name + ": " + text.textValue());
    }
  }
}
