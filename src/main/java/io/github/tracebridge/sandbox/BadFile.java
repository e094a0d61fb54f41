package io.github.tracebridge.sandbox;

/** An upload that cannot be read as a file of offers at all; nothing of it is stored. */
final class BadFile extends Exception {
  private static final long serialVersionUID = 1;

  private final String place;

  /**
   * @param place what is wrong, as problem details name it
   */
  BadFile(String place, String message) {
    super(message);
    this.place = place;
  }

  String place() {
    return place;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
