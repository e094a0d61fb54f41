package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads TRACE's answer to an upload (contract, 4.2). Each result's own {@code success} counts; the
 * one at the top is not looked at, for how it combines them is not known.
 */
final class ResultReader {
  private static final int LONGEST = 1000;

  /** More than a file may have configurations. */
  private static final int MOST = 200_000;

  /** Characters of all messages together; later ones are left out. */
  private static final int LONGEST_TOGETHER = 10_000_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Secrets secrets;

  /**
   * @param secrets what is not kept where TRACE repeats it
   */
  ResultReader(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The answer is whole and not of the agreed form; the message says in what. */
  static final class NoResults extends IOException {
    private static final long serialVersionUID = 1L;

    NoResults(String fact) {
      super(fact);
    }
  }

  /**
   * The results in the order of the answer, not yet told which offers they are for.
   *
   * @throws NoResults where it has none that can be understood
   * @throws IOException where the answer is cut off
   */
  List<OfferResult> read(InputStream answer) throws IOException {
    List<OfferResult> results = null;
    try (JsonParser parser = json.createParser(answer)) {
      if (!isObject(parser)) {
        throw new NoResults("it is no JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (name.equals("results") && parser.nextToken() == JsonToken.START_ARRAY) {
          results = elements(parser);
        } else if (!name.equals("results")) {
          parser.nextToken();
          parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("the answer is cut off");
      }
    }
    if (results == null) {
      throw new NoResults("it has no results");
    }
    return results;
  }

  private static boolean isObject(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() == JsonToken.START_OBJECT;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private List<OfferResult> elements(JsonParser parser) throws IOException {
    List<OfferResult> results = new ArrayList<>();
    int room = LONGEST_TOGETHER;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        throw new IOException("the answer is cut off");
      }
      JsonNode result = parser.readValueAsTree();
      if (results.size() == MOST) {
        throw new NoResults("it has more than " + MOST + " results");
      }
      String message = text(result.path("message"));
      room -= message == null ? 0 : message.length();
      results.add(
          new OfferResult(
              results.size(),
              -1,
              null,
              "",
              success(result.path("success")),
              text(result.path("offerId")),
              room < 0 ? null : message));
    }
    return results;
  }

  /** Also where it is written as a text. */
  private static boolean success(JsonNode success) throws NoResults {
    return switch (success.asText("").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NoResults("it has a result whose success is neither true nor false");
    };
  }

  private @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = secrets.mask(node.asText()).replaceAll("\\p{Cntrl}", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
