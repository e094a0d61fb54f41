package io.github.tracebridge.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash of canonical JSON: keys sorted, decimals exact (1.0 equals 1.00), volatile paths left
 * out. Two leads, or offers, with equal hashes are the same version. Immutable.
 */
public final class ContentHash {
  private static final int HASH_BYTES = 16;

  private final Volatile volatilePaths = new Volatile();

  /**
   * @param paths JSON pointers to leave out, {@code *} for each element of a list
   */
  public ContentHash(List<String> paths) {
    for (String path : paths) {
      Volatile place = volatilePaths;
      for (String part : path.substring(1).split("/", -1)) {
        place = place.children.computeIfAbsent(part, added -> new Volatile());
      }
      place.leftOut = true;
    }
  }

  /** 128 bits of SHA-256, as 32 hex digits. */
  public String of(JsonNode content) {
    StringBuilder canonical = new StringBuilder(2048);
    write(content, volatilePaths, canonical);
    return of(UnpairedSurrogates.escaped(canonical.toString()));
  }

  /** The same of a text. */
  public static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void write(JsonNode node, @Nullable Volatile place, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, place, out);
      case ARRAY -> writeArray(node, place, out);
      case NUMBER -> out.append(node.decimalValue().stripTrailingZeros());
      case STRING -> quote(node.textValue(), out);
      default -> out.append(node.asText());
    }
  }

  private static void writeObject(JsonNode node, @Nullable Volatile place, StringBuilder out) {
    List<String> names = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    out.append('{');
    for (String name : names) {
      Volatile below = place == null ? null : place.children.get(name);
      if (below == null || !below.leftOut) {
        quote(name, out);
        out.append(':');
        write(node.get(name), below, out);
        out.append(',');
      }
    }
    out.append('}');
  }

  /** Only what could end the string is escaped: enough to tell all strings apart. */
  private static void quote(String text, StringBuilder out) {
    boolean plain = text.indexOf('"') < 0 && text.indexOf('\\') < 0;
    out.append('"');
    out.append(plain ? text : text.replace("\\", "\\\\").replace("\"", "\\\""));
    out.append('"');
  }

  private static void writeArray(JsonNode node, @Nullable Volatile place, StringBuilder out) {
    Volatile below = place == null ? null : place.children.get("*");
    out.append('[');
    for (Iterator<JsonNode> elements = node.elements(); elements.hasNext(); ) {
      JsonNode element = elements.next();
      if (below == null || !below.leftOut) {
        write(element, below, out);
        out.append(',');
      }
    }
    out.append(']');
  }

  /** A place in the content, with the volatile places below it. */
  private static final class Volatile {
    private final Map<String, Volatile> children = new HashMap<>();
    private boolean leftOut;
  }
}
