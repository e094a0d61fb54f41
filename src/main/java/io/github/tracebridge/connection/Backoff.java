package io.github.tracebridge.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits before repetitions: 1 s, 2 s, 4 s and so on. */
public final class Backoff {
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private Backoff() {}

  /**
   * The next wait.
   *
   * @param before how many waits there were
   * @param asked how long the other side wants to be left alone, which is kept to, up to an hour;
   *     null where it does not say
   * @param longest of our own accord
   */
  public static Duration of(int before, @Nullable Duration asked, Duration longest) {
    Duration own = Duration.ofSeconds(1L << Math.min(before, 20));
    Duration bounded = own.compareTo(longest) > 0 ? longest : own;
    if (asked == null || asked.compareTo(bounded) < 0) {
      return bounded;
    }
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }
}
