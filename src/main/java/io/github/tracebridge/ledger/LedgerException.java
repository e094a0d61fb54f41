package io.github.tracebridge.ledger;

/** The ledger cannot be used; the message is the sentence for the user, and nothing was changed. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  LedgerException(String sentence) {
    super(sentence);
  }
}
