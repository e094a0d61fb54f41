package io.github.tracebridge.trace;

/** Halves of surrogate pairs: JSON can tell of them by an escape, UTF-8 cannot write them. */
public final class UnpairedSurrogates {
  private UnpairedSurrogates() {}

  /** JSON of the same meaning without any: each is escaped. */
  public static String escaped(String json) {
    int first = next(json, 0);
    if (first == json.length()) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 50);
    int from = 0;
    for (int at = first; at < json.length(); at = next(json, from)) {
      escaped.append(json, from, at).append(String.format("\\u%04x", (int) json.charAt(at)));
      from = at + 1;
    }
    return escaped.append(json, from, json.length()).toString();
  }

  /** Where the next one is; the length where there is none. */
  private static int next(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (!Character.isSurrogate(text.charAt(at))) {
        at++;
      } else if (Character.isSupplementaryCodePoint(text.codePointAt(at))) {
        at += 2;
      } else {
        return at;
      }
    }
    return at;
  }
}
