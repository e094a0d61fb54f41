package io.github.tracebridge.sandbox;

import java.util.Random;

/**
 * Where the n-th row of an answer stands among rows that ascend by creation time: an affine
 * permutation, so that even a random order of millions costs nothing. Immutable.
 */
record Shuffle(int size, long factor, long shift) {

  static Shuffle of(ListingKnobs.Order order, int size, Random random) {
    return switch (order) {
      case CREATED_ASC -> new Shuffle(size, 1, 0);
      case CREATED_DESC -> new Shuffle(size, -1, size - 1L);
      case UNSTABLE -> random(Math.max(1, size), random);
    };
  }

  private static Shuffle random(int size, Random random) {
    long factor = 1 + random.nextInt(size);
    while (gcd(factor, size) != 1) {
      factor++;
    }
    return new Shuffle(size, factor, random.nextInt(size));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  int at(int row) {
    return (int) Math.floorMod(factor * row + shift, (long) size);
  }
}
