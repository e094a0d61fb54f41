package io.github.tracebridge.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A query string; names bind whatever their case, and {@code +} is a space. Immutable. */
final class Query {
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @throws Refused if an escape is broken
   */
  Query(String raw) {
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
  }

  /** A parameter that cannot be read. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    Refused(String name, String value) {
      super("The value '" + value + "' is not valid.");
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  List<String> all(String name) {
    return name.isEmpty() ? List.of() : values.getOrDefault(name, List.of());
  }

  /**
   * Null if there is none, or an empty one.
   *
   * @throws Refused if there are several
   */
  @Nullable String one(String name) {
    List<String> found = all(name);
    if (found.size() > 1) {
      throw new Refused(name, String.join(",", found));
    }
    return found.isEmpty() || found.get(0).isEmpty() ? null : found.get(0);
  }

  /**
   * @throws Refused if it is not an integer
   */
  int integer(String name, int otherwise) {
    String text = one(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refused(name, text);
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused("query", text);
    }
  }
}
