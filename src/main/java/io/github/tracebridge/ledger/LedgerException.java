package io.github.tracebridge.ledger;

import java.sql.SQLException;
import java.util.Optional;

/** The ledger cannot be used; the message is the sentence for the user, and nothing was changed. */
public sealed class LedgerException extends RuntimeException permits LedgerInUse {
  private static final long serialVersionUID = 1L;

  LedgerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** Whether another process has the ledger now, so that this one has to end. */
  public boolean isLost() {
    return LedgerFaults.isHeldByAnother(getCause());
  }

  /** The sentence for a fault of a ledger in use; empty where the ledger is not the reason. */
  public static Optional<LedgerException> explain(Throwable fault) {
    SQLException sql = LedgerFaults.sqlCause(fault);
    if (sql == null) {
      return Optional.empty();
    }
    if (LedgerFaults.isHeldByAnother(sql)) {
      return Optional.of(
          new LedgerException(
              "The ledger was lost to another process when its database cut this one off. One of"
                  + " them is enough; what was confirmed is kept.",
              sql));
    }
    if (LedgerFaults.isFull(sql)) {
      return Optional.of(
          new LedgerException(
              "The ledger's disk is full. Make room on it; what was confirmed is kept.", fault));
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
