package io.github.tracebridge.sandbox;

/** An offer that TRACE would not import; it fails alone. */
final class UnfitOffer extends Exception {
  private static final long serialVersionUID = 1;

  UnfitOffer(String where, String what) {
    super(where + ": " + what, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
