package io.github.tracebridge.setting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that must not appear in a log line: configured secrets for good, minted tokens while
 * they may still be used. Thread-safe.
 */
public final class Secrets {
  private static final int SHORTEST = 4;
  private static final int TOKENS_KEPT = 32;

  private final Map<String, SecretForms> configured = new ConcurrentHashMap<>();
  private final Map<String, SecretForms> tokens = new ConcurrentHashMap<>();
  private final Deque<String> tokensByAge = new ArrayDeque<>();

  /**
   * Remembers a configured secret.
   *
   * @param name of its setting
   * @throws SettingException where it has fewer than four characters: to mask them would mask half
   *     the log
   */
  public Secret keep(String name, Secret secret) {
    if (secret.reveal().length() < SHORTEST) {
      throw new SettingException(
          name
              + ": expected a secret of at least "
              + SHORTEST
              + " characters, as a shorter one cannot be masked in the log. Have a longer one made.");
    }
    configured.computeIfAbsent(secret.reveal(), SecretForms::ofSecret);
    return secret;
  }

  /**
   * Remembers a minted token, and forgets the oldest of many. One of fewer than four characters
   * guards nothing and is not masked.
   */
  public synchronized Secret keepToken(Secret token) {
    String value = token.reveal();
    if (value.length() >= SHORTEST && !tokens.containsKey(value)) {
      tokens.put(value, SecretForms.ofToken(value));
      tokensByAge.add(value);
      if (tokensByAge.size() > TOKENS_KEPT) {
        tokens.remove(tokensByAge.remove());
      }
    }
    return token;
  }

  /**
   * The text with {@code ***} in place of every known secret, also where it is escaped for a form,
   * a URL or JSON, or is in a Basic credential.
   */
  public String mask(String text) {
    BitSet secret = new BitSet();
    configured.values().forEach(forms -> forms.markIn(text, secret));
    tokens.values().forEach(forms -> forms.markIn(text, secret));
    if (secret.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder();
    int at = 0;
    for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(at)) {
      masked.append(text, at, from).append("***");
      at = secret.nextClearBit(from);
    }
    return masked.append(text, at, text.length()).toString();
  }

  /** The same for bytes of any kind: each that is not of a secret stays as it is. */
  public byte[] mask(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String masked = mask(text);
    return masked.equals(text) ? bytes : masked.getBytes(StandardCharsets.ISO_8859_1);
  }
}
