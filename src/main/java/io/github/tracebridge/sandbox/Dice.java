package io.github.tracebridge.sandbox;

import java.util.List;
import java.util.UUID;

/** SplitMix64: a sequence that is a function of its seed. Not thread-safe. */
final class Dice {
  private long state;

  Dice(long seed, long lead, long salt) {
    state = mix(mix(seed ^ salt * 0x632be59bd9b4e019L) + lead * 0x9e3779b97f4a7c15L);
  }

  static long mix(long x) {
    long z = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** A number in {@code [0, bound)}. */
  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** A number in {@code [from, to]}. */
  int between(int from, int to) {
    return from + below(to - from + 1);
  }

  String of(List<String> words) {
    return words.get(below(words.size()));
  }

  UUID uuid() {
    return new UUID(
        next() & 0xffffffff_ffff0fffL | 0x4000L, next() & 0x3fffffffffffffffL | 1L << 63);
  }
}
