package io.github.tracebridge.leadfile;

/** Why a file was not fetched, and what that means for it. Its sentence names nothing of a lead. */
final class FileFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it means. */
  enum Meaning {
    /** Worth another try. */
    LATER,
    /** Its URL does not hold any more. */
    EXPIRED,
    /** It is not there any more. */
    GONE,
    /** It is there and not wanted. */
    REFUSED
  }

  private final Meaning meaning;

  FileFault(Meaning meaning, String sentence) {
    super(sentence);
    this.meaning = meaning;
  }

  Meaning meaning() {
    return meaning;
  }
}
