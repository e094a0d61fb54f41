package io.github.tracebridge.ledger;

/** Another process works with the ledger. */
final class LedgerInUse extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerInUse(String sentence) {
    super(sentence);
  }
}
