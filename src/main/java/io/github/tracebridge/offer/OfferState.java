package io.github.tracebridge.offer;

/** How far an offer file has come. */
public enum OfferState {
  /** In the ledger, about to be moved out of the inbox. */
  NEW,
  /** In {@code in-progress/}, due. */
  CLAIMED,
  /** In {@code held/}, until a person approves it. */
  HELD,
  /** On its way to TRACE; whether it arrived is not known. */
  SENDING,
  /** TRACE's answer is in the ledger. */
  SENT,
  /** What becomes of it is in the ledger. */
  DECIDED,
  /** In its last folder, with its receipts. */
  ARCHIVED
}
