package io.github.tracebridge.offer;

/** What became of an offer file. */
public enum OfferOutcome {
  /** All its offers are published. */
  DONE("done", "published"),
  /** Nothing was sent: TRACE has the same as its last version. */
  DUPLICATE("done", "not sent, for TRACE has the same already"),
  /** Some of its offers are published. */
  PARTIAL("partial", "published in part"),
  /** None is. */
  REJECTED("rejected", "not published"),
  /** Whether it is published has to be found out by a person. */
  UNCLEAR("unclear", "unclear"),
  /** A person took it away while it was held; its receipts stay there. */
  WITHDRAWN("held", "taken away");

  private final String folder;
  private final String words;

  OfferOutcome(String folder, String words) {
    this.folder = folder;
    this.words = words;
  }

  /** Name of the folder where it ends. */
  public String folder() {
    return folder;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether a person has to look at it. */
  public boolean needsPerson() {
    return this == PARTIAL || this == REJECTED || this == UNCLEAR;
  }
}
