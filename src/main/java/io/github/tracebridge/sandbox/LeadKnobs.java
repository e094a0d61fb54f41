package io.github.tracebridge.sandbox;

import java.net.URI;

/**
 * How a lead is written. Immutable.
 *
 * @param withUpdatedAt whether the member exists
 * @param updatedAtNullUntilChange null, and dropped by an updated filter, before the first change;
 *     else a fresh lead was updated when it was created
 * @param presignedUrlsChange whether each answer signs its URLs anew
 * @param filesBase base of presigned URLs
 */
public record LeadKnobs(
    boolean withUpdatedAt,
    boolean updatedAtNullUntilChange,
    Discriminator discriminator,
    boolean presignedUrlsChange,
    URI filesBase) {
  /** Type of {@code tariffType}. */
  public enum Discriminator {
    INTEGER,
    STRING
  }

  public LeadKnobs {
    KnobRule.given("lead.discriminator", discriminator);
    KnobRule.given("lead.filesBase", filesBase);
  }

  static LeadKnobs defaults() {
    return new LeadKnobs(
        true, true, Discriminator.INTEGER, true, URI.create("https://files.trace.example"));
  }
}
