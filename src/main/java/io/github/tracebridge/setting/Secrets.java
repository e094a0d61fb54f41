package io.github.tracebridge.setting;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;

/**
 * Everything that must not appear in a log line: configured secrets for good, minted tokens while
 * they may still be used. Thread-safe.
 */
public final class Secrets {
  private static final int SHORTEST = 4;
  private static final int TOKENS_KEPT = 32;

  private final Set<String> configured = new CopyOnWriteArraySet<>();
  private final Set<String> tokens = new CopyOnWriteArraySet<>();
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
    configured.add(secret.reveal());
    return secret;
  }

  /**
   * Remembers a minted token, and forgets the oldest of many. One of fewer than four characters
   * guards nothing and is not masked.
   */
  public synchronized Secret keepToken(Secret token) {
    if (token.reveal().length() >= SHORTEST && tokens.add(token.reveal())) {
      tokensByAge.add(token.reveal());
      if (tokensByAge.size() > TOKENS_KEPT) {
        tokens.remove(tokensByAge.remove());
      }
    }
    return token;
  }

  /** So that of a secret that contains another nothing is left. */
  private List<String> longestFirst() {
    return Stream.concat(configured.stream(), tokens.stream())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /** The text with every known secret in it replaced by {@code ***}. */
  public String mask(String text) {
    String masked = text;
    for (String secret : longestFirst()) {
      masked = masked.replace(secret, "***");
    }
    return masked;
  }
}
