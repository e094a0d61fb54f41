package io.github.tracebridge.sandbox;

/**
 * Uploads of offers, and contract options. Immutable.
 *
 * @param pathPrefix before {@code /tariff-management}; empty for none
 * @param partName name of the one part that holds the file
 * @param scope what a token needs for uploads and contract options
 * @param partial what becomes of the good offers of a file that has bad ones
 * @param topLevel what the answer's own {@code success} says
 * @param resultPer what has one result
 * @param resultOrder order of the results
 * @param technologyPosition where {@code technology} is looked for
 * @param badFile body of the answer 400 to a file that cannot be read
 */
public record UploadKnobs(
    String pathPrefix,
    String partName,
    String scope,
    Partial partial,
    TopLevel topLevel,
    ResultPer resultPer,
    ResultOrder resultOrder,
    TechnologyPosition technologyPosition,
    BadFile badFile) {
  /** What becomes of the good offers of a file that has bad ones. */
  public enum Partial {
    /** They are stored. */
    INDEPENDENT,
    /** Nothing is stored. */
    ALL_OR_NOTHING
  }

  /** What the answer's own {@code success} says. */
  public enum TopLevel {
    /** That all results are successes. */
    ALL,
    /** That some result is a success. */
    ANY,
    /** Success, whatever happened. */
    ALWAYS_TRUE,
    /** Failure, whatever happened. */
    ALWAYS_FALSE
  }

  /** What has one result. */
  public enum ResultPer {
    /** An offer of the file; its id is that of its first capacity tier. */
    OFFER,
    /** A capacity tier of an offer. */
    TIER
  }

  /** Order of the results. */
  public enum ResultOrder {
    SENT,
    SHUFFLED
  }

  /** Where {@code technology} is looked for. */
  public enum TechnologyPosition {
    /** Beside {@code configuration} or in it; where in both, they must agree. */
    EITHER,
    OFFER,
    CONFIGURATION
  }

  /** Body of the answer to a file that cannot be read. */
  public enum BadFile {
    /** As {@code answers.errorForm} says. */
    ERROR_FORM,
    /** One failed result that names what is wrong. */
    RESULTS
  }

  public UploadKnobs {
    KnobRule.given("upload.pathPrefix", pathPrefix);
    KnobRule.require(
        pathPrefix.matches("(/[^/?#]+)*"),
        "upload.pathPrefix",
        "nothing, or a path from / that does not end in /",
        pathPrefix);
    KnobRule.given("upload.partName", partName);
    KnobRule.require(!partName.isEmpty(), "upload.partName", "a name", "empty");
    KnobRule.given("upload.scope", scope);
    KnobRule.require(!scope.isBlank(), "upload.scope", "a scope", "blank");
    KnobRule.given("upload.partial", partial);
    KnobRule.given("upload.topLevel", topLevel);
    KnobRule.given("upload.resultPer", resultPer);
    KnobRule.given("upload.resultOrder", resultOrder);
    KnobRule.given("upload.technologyPosition", technologyPosition);
    KnobRule.given("upload.badFile", badFile);
  }

  static UploadKnobs defaults() {
    return new UploadKnobs(
        "",
        "file",
        "upload:offers",
        Partial.INDEPENDENT,
        TopLevel.ALL,
        ResultPer.OFFER,
        ResultOrder.SENT,
        TechnologyPosition.EITHER,
        BadFile.ERROR_FORM);
  }
}
