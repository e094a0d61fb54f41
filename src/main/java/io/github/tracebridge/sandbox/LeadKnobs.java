package io.github.tracebridge.sandbox;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a lead is written. Immutable.
 *
 * @param withUpdatedAt whether the member exists
 * @param updatedAtNullUntilChange null, and dropped by an updated filter, before the first change;
 *     else a fresh lead was updated when it was created
 * @param presignedUrlsChange whether each answer signs its URLs anew
 * @param filesBase base of presigned URLs; null for the sandbox's own file store
 */
public record LeadKnobs(
    boolean withUpdatedAt,
    boolean updatedAtNullUntilChange,
    Discriminator discriminator,
    boolean presignedUrlsChange,
    @Nullable URI filesBase) {
  /** Type of {@code tariffType}. */
  public enum Discriminator {
    INTEGER,
    STRING
  }

  public LeadKnobs {
    KnobRule.given("lead.discriminator", discriminator);
  }

  static LeadKnobs defaults() {
    return new LeadKnobs(true, true, Discriminator.INTEGER, true, null);
  }
}
