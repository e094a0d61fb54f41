package io.github.tracebridge.ledger;

import java.util.Optional;

/** The ledger cannot be used; the message is the sentence for the user, and nothing was changed. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence for a fault of a ledger in use; empty where the ledger is not the reason. */
  public static Optional<LedgerException> explain(Throwable fault) {
    if (LedgerFaults.sqlCause(fault) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new LedgerException(
            "The ledger cannot be used ("
                + LedgerFaults.root(fault)
                + "). Make room on its disk, or look after its database; what was confirmed is"
                + " kept.",
            fault));
  }

  LedgerException(String sentence) {
    super(sentence);
  }
}
