package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads TRACE's answer to an upload (contract, 4.2). Each result's own {@code success} counts; the
 * one at the top is not looked at, for how it combines them is not known.
 */
final class ResultReader {
  private static final int LONGEST = 1000;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * The results in the order of the answer, not yet told which offers they are for.
   *
   * @throws IOException where the answer is cut off, or has no results
   */
  List<OfferResult> read(InputStream answer) throws IOException {
    List<OfferResult> results = null;
    try (JsonParser parser = json.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
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
      throw new IOException("no results");
    }
    return results;
  }

  private static List<OfferResult> elements(JsonParser parser) throws IOException {
    List<OfferResult> results = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode result = parser.readValueAsTree();
      if (result == null) {
        throw new IOException("the answer is cut off");
      }
      boolean success = result.path("success").isBoolean() && result.path("success").booleanValue();
      results.add(
          new OfferResult(
              results.size(),
              -1,
              null,
              "",
              success,
              text(result.path("offerId")),
              text(result.path("message"))));
    }
    return results;
  }

  private static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().replaceAll("\\p{Cntrl}", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
