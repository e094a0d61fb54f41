package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Reads TRACE's file of offers, one offer at a time. */
final class OfferFile {
  /** As .NET bounds it. */
  private static final int DEEPEST = 64;

  /** Reads no more than JSON, without loss in numbers. */
  static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final char BOM = '\ufeff';

  private OfferFile() {}

  /** Takes an offer; the tree is its own to keep. */
  interface Taker {
    void take(ObjectNode offer) throws IOException, BadFile;
  }

  /**
   * Reads to the end of the file.
   *
   * @throws BadFile if it is not UTF-8, not JSON, or not a file of offers; some may be taken by
   *     then
   */
  static void read(InputStream in, Taker taker) throws IOException, BadFile {
    try (Reader text = new BufferedReader(new InputStreamReader(in, decoder()))) {
      text.mark(1);
      if (text.read() == BOM) {
        throw new BadFile("$", "The file begins with a byte order mark.");
      }
      text.reset();
      try (JsonParser json = STRICT.createParser(text)) {
        root(json, taker);
      }
    } catch (CharacterCodingException e) {
      throw new BadFile("$", "The file is not UTF-8.");
    } catch (JsonProcessingException e) {
      throw new BadFile("$", "The file is not JSON: " + e.getOriginalMessage());
    } catch (NumberFormatException e) {
      throw new BadFile("$", "The file cannot be read: a number is beyond all bounds.");
    }
  }

  /** Refuses what is not UTF-8, where Java's own readers replace it. */
  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8.newDecoder();
  }

  private static void root(JsonParser json, Taker taker) throws IOException, BadFile {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new BadFile("$", "The file must be a JSON object.");
    }
    boolean found = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (!name.equals("offer") && !name.equals("offers")) {
        json.skipChildren();
        continue;
      }
      if (found) {
        throw new BadFile("$." + name, "Either offer or offers is allowed, not both.");
      }
      found = true;
      offers(json, name, value, taker);
    }
    if (!found) {
      throw new BadFile("$", "Either offer or offers is required.");
    }
    if (json.nextToken() != null) {
      throw new BadFile("$", "The file goes on after its end.");
    }
  }

  private static void offers(JsonParser json, String name, JsonToken value, Taker taker)
      throws IOException, BadFile {
    if (name.equals("offer")) {
      offer(json, "$.offer", taker);
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw new BadFile("$.offers", "An array is required.");
    }
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      offer(json, "$.offers[" + count++ + "]", taker);
    }
    if (count == 0) {
      throw new BadFile("$.offers", "At least one offer is required.");
    }
  }

  private static void offer(JsonParser json, String place, Taker taker)
      throws IOException, BadFile {
    if (!json.isExpectedStartObjectToken()) {
      throw new BadFile(place, "An object is required.");
    }
    taker.take(json.readValueAsTree());
  }
}
