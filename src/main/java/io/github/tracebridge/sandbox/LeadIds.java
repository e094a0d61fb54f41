package io.github.tracebridge.sandbox;

import java.util.UUID;

/**
 * Ids of leads: they look random (UUID version 4), are a function of seed and ordinal, and can be
 * turned back into the ordinal, so that no map of ids is held. Immutable.
 */
final class LeadIds {
  private static final int M1 = 0x85ebca6b;
  private static final int M2 = 0xc2b2ae35;
  private static final int M1_INVERSE = inverse(M1);
  private static final int M2_INVERSE = inverse(M2);

  private final long seed;
  private final int salt;

  LeadIds(long seed) {
    this.seed = seed;
    this.salt = (int) Dice.mix(seed ^ 0x1d5);
  }

  /** The id of the lead with this ordinal, 0 or more. */
  UUID id(int ordinal) {
    long high = Dice.mix(seed + 0x9e3779b97f4a7c15L * (ordinal + 1L));
    long low = Dice.mix(high) & 0x3fffffff_00000000L | scramble(ordinal) & 0xffffffffL;
    return new UUID(high & 0xffffffff_ffff0fffL | 0x4000L, low | 0x8000000000000000L);
  }

  /** The ordinal of an id; negative or not yet in use if the id was never given. */
  int ordinal(UUID id) {
    int candidate = unscramble((int) id.getLeastSignificantBits());
    return candidate >= 0 && id(candidate).equals(id) ? candidate : -1;
  }

  /** Orders as the text of the ids does. */
  int compare(int ordinal, int other) {
    UUID a = id(ordinal);
    UUID b = id(other);
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }

  /** MurmurHash3's 32-bit finaliser: a bijection. */
  private int scramble(int ordinal) {
    int x = ordinal ^ salt;
    x = (x ^ x >>> 16) * M1;
    x = (x ^ x >>> 13) * M2;
    return x ^ x >>> 16;
  }

  private int unscramble(int scrambled) {
    int x = (scrambled ^ scrambled >>> 16) * M2_INVERSE;
    x = (x ^ x >>> 13 ^ x >>> 26) * M1_INVERSE;
    return x ^ x >>> 16 ^ salt;
  }

  /** Inverse of an odd number modulo 2^32, by Newton's iteration. */
  private static int inverse(int odd) {
    int x = odd;
    for (int i = 0; i < 5; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }
}
