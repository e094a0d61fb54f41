package io.github.tracebridge.setting;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One secret as it may stand in a text: as it is, escaped as a server may send it back, or within
 * Base64. Immutable.
 */
final class SecretForms {
  /** What no form, URL or JSON has to escape. */
  private static final String SAFE = "[A-Za-z0-9._-]";

  private final Pattern escaped;
  private final List<Pattern> encoded = new ArrayList<>();

  private SecretForms(String secret) {
    escaped = escaped(secret);
  }

  /** A token, which no server is sent within Base64. */
  static SecretForms ofToken(String token) {
    return new SecretForms(token);
  }

  /** A secret, also within a Basic credential: behind any id, as it is or form-encoded. */
  static SecretForms ofSecret(String secret) {
    SecretForms forms = new SecretForms(secret);
    String inForm = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      forms.encoded.add(encoded(secret, before));
      if (!inForm.equals(secret)) {
        forms.encoded.add(encoded(inForm, before));
      }
    }
    return forms;
  }

  /** Marks where the secret is, also in the bytes of UTF-8 taken for a character each. */
  void markIn(CharSequence text, BitSet marked) {
    mark(escaped, 0, text, marked);
    encoded.forEach(form -> mark(form, 1, text, marked));
  }

  private static void mark(Pattern form, int beside, CharSequence text, BitSet marked) {
    Matcher found = form.matcher(text);
    while (found.find()) {
      int from = Math.max(0, found.start() - beside);
      marked.set(from, Math.min(text.length(), found.end() + beside));
    }
  }

  /** Each character by itself may be escaped in any way: servers differ in what they escape. */
  private static Pattern escaped(String secret) {
    return Pattern.compile(
        secret
            .codePoints()
            .mapToObj(Character::toString)
            .map(letter -> letter.matches(SAFE) ? Pattern.quote(letter) : forms(letter))
            .collect(Collectors.joining())
            .replace("\\E\\Q", ""));
  }

  private static String forms(String letter) {
    byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
    StringBuilder percent = new StringBuilder();
    for (byte each : bytes) {
      percent.append(String.format("%%%02x", each));
    }
    StringBuilder unicode = new StringBuilder();
    letter.chars().forEach(unit -> unicode.append(String.format("\\\\u%04x", unit)));
    return "(?:"
        + (letter.equals(" ") ? "[+]|" : "")
        + ("(?i:" + percent + "|" + unicode + ")|")
        + (Pattern.quote("\\" + letter) + "|" + Pattern.quote(letter) + "|")
        + (Pattern.quote(new String(bytes, StandardCharsets.ISO_8859_1)) + ")");
  }

  /**
   * The letters of Base64 that are of the secret alone.
   *
   * @param before how many bytes of a group of three are before it; what shares a letter with
   *     others is beside these
   */
  private static Pattern encoded(String secret, int before) {
    byte[] value = secret.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[before + value.length];
    System.arraycopy(value, 0, bytes, before, value.length);
    int from = (before * 8 + 5) / 6;
    String letters = Base64.getEncoder().encodeToString(bytes);
    return escaped(letters.substring(from, bytes.length * 8 / 6));
  }
}
