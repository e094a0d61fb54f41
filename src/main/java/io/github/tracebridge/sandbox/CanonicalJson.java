package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;

/** JSON in one form: members sorted by name, and 100, 100.0 and 1e2 one number. */
final class CanonicalJson {
  /** No double has more; a number beyond is left as it is written. */
  private static final int MOST_DIGITS = 400;

  private CanonicalJson() {}

  /**
   * @throws CharacterCodingException if a text in it is no Unicode, half a surrogate pair say
   */
  static String text(JsonNode json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(json, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Its SHA-256, in hex.
   *
   * @throws IOException as {@link #text} does
   */
  static String sha256(JsonNode json) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      write(json, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private static void write(JsonNode json, OutputStream out) throws IOException {
    try (JsonGenerator generator = OfferFile.STRICT.createGenerator(out)) {
      write(json, generator);
    }
  }

  private static void write(JsonNode json, JsonGenerator out) throws IOException {
    if (json.isObject()) {
      out.writeStartObject();
      Comparator<Map.Entry<String, JsonNode>> byName = Map.Entry.comparingByKey();
      for (Map.Entry<String, JsonNode> member :
          json.properties().stream().sorted(byName).toList()) {
        out.writeFieldName(unicode(member.getKey()));
        write(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (json.isArray()) {
      out.writeStartArray();
      for (JsonNode element : json) {
        write(element, out);
      }
      out.writeEndArray();
    } else if (json.isNumber()) {
      out.writeNumber(number(json.decimalValue()));
    } else if (json.isTextual()) {
      out.writeString(unicode(json.textValue()));
    } else {
      out.writeTree(json);
    }
  }

  /** Jackson reads and writes half a surrogate pair; .NET does not. */
  private static String unicode(String text) throws CharacterCodingException {
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw new CharacterCodingException();
      }
    }
    return text;
  }

  static BigDecimal number(BigDecimal number) {
    return Math.abs((long) number.scale()) > MOST_DIGITS ? number : number.stripTrailingZeros();
  }
}
