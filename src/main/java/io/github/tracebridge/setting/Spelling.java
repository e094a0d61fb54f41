package io.github.tracebridge.setting;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How far apart two names are spelt, to suggest the nearest. */
public final class Spelling {
  private static final int FARTHEST = 3;

  private Spelling() {}

  /** The known name that is spelt most like that one; the first of several. */
  public static String nearest(String name, Collection<String> known) {
    return Collections.min(known, Comparator.comparingInt(other -> distance(name, other)));
  }

  /** The same, empty where they have too little in common to be meant. */
  public static Optional<String> meant(String name, Collection<String> known) {
    String small = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= FARTHEST)
        .min(Comparator.comparingInt(other -> distance(small, other.toLowerCase(Locale.ROOT))))
        .filter(other -> distance(small, other.toLowerCase(Locale.ROOT)) <= FARTHEST);
  }

  /** Letters to insert, delete or replace (Levenshtein distance). */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
