package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM answered to one request.
 *
 * @param text its body, as far as it is looked at
 * @param json the same as JSON; missing where it is none
 */
record CrmAnswer(int status, String text, JsonNode json) {
  private static final ObjectMapper JSON = new JsonMapper();

  /** Longer ones say nothing that is worth the memory: a batch is answered in far less. */
  private static final int LONGEST = 4 << 20;

  /** Reads it, and no more of it than that. */
  static CrmAnswer read(int status, @Nullable InputStream body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      return new CrmAnswer(status, "", JSON.missingNode());
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new CrmAnswer(status, text, parse(text));
  }

  private static JsonNode parse(String text) {
    try {
      return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  boolean isGood() {
    return status / 100 == 2;
  }

  boolean isJson() {
    return !json.isMissingNode();
  }

  /** Whether it is one that has no body. */
  boolean isBare() {
    return status == 204 || status == 205;
  }

  /** Whether a page for people came instead of an answer, as from what stands before a CRM. */
  boolean isPage() {
    return text.stripLeading().startsWith("<");
  }
}
