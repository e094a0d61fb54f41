package io.github.tracebridge.mapping;

/** A lead that a mapping cannot make a record of. */
public final class Unmapped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String words;

  /** Names the place, and nobody. */
  Unmapped(String place) {
    this(place, "");
  }

  /**
   * @param words the language's own, which may quote the lead
   */
  Unmapped(String place, String words) {
    super(place + words);
    this.place = place;
    this.words = words;
  }

  /** How the message begins: what failed, without anything that the lead tells. */
  public String place() {
    return place;
  }

  /** How it ends; it may quote the lead. */
  public String words() {
    return words;
  }
}
