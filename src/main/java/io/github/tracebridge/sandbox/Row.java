package io.github.tracebridge.sandbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One lead as a page shows it. Immutable.
 *
 * @param created epoch microseconds
 * @param megabytes of its long string, if it is poisoned so
 */
record Row(
    long seed,
    int ordinal,
    UUID id,
    long created,
    Version version,
    @Nullable Poison poison,
    int megabytes) {

  /** What tells these contents from all others. */
  String contentKey() {
    return contentKey(seed, ordinal, version.content());
  }

  static String contentKey(long seed, int ordinal, int content) {
    long key = new Dice(seed, ordinal, 7L + content).next();
    String hex = Long.toHexString(key);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
