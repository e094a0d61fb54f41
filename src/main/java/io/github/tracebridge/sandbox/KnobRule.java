package io.github.tracebridge.sandbox;

/**
 * Refuses a value that a knob cannot have, in a sentence that names the knob. A name that begins
 * with a dot is one below the record's own place, which {@link Misfit#placed} knows.
 */
final class KnobRule {
  private KnobRule() {}

  static void given(String name, Object value) {
    require(value != null, name, "a value", "null");
  }

  static void require(boolean ok, String name, String expected, Object found) {
    if (!ok) {
      throw new IllegalArgumentException(
          "knob " + name + ": expected " + expected + ", but was " + found);
    }
  }
}
