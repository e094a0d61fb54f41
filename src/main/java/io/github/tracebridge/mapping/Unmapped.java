package io.github.tracebridge.mapping;

/** A lead that a mapping cannot make a record of. The message names the place, and nobody. */
public final class Unmapped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unmapped(String sentence) {
    super(sentence);
  }
}
