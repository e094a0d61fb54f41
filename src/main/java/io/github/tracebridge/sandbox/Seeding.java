package io.github.tracebridge.sandbox;

import java.time.Duration;

/**
 * Leads to begin with. Immutable.
 *
 * @param seed of ids and contents
 * @param count how many
 * @param newest age of the newest
 * @param spread from the oldest to the newest
 * @param ties how many each share one creation time; 1 for none
 */
public record Seeding(long seed, int count, Duration newest, Duration spread, int ties) {

  public Seeding {
    KnobRule.require(count >= 0, "fill.count", "0 or more", count);
    KnobRule.require(!spread.isNegative(), "fill.spread", "0 or more", spread);
    KnobRule.require(ties >= 1, "fill.ties", "1 or more", ties);
  }

  /** So many leads of the last 30 days, the newest five minutes old. */
  public static Seeding of(int count) {
    return new Seeding(1, count, Duration.ofMinutes(5), Duration.ofDays(30), 1);
  }

  /** The same with groups of so many that share a creation time. */
  public Seeding withTies(int size) {
    return new Seeding(seed, count, newest, spread, size);
  }

  /** The same with another seed. */
  public Seeding withSeed(long other) {
    return new Seeding(other, count, newest, spread, ties);
  }

  /** The same over another span. */
  public Seeding between(Duration newestAge, Duration span) {
    return new Seeding(seed, count, newestAge, span, ties);
  }
}
