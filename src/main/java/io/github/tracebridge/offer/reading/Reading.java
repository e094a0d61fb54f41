package io.github.tracebridge.offer.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading one offer file came to.
 *
 * @param kind where its offers go; null where that cannot be told
 * @param offers how many there are, good or not
 * @param sha256 of the file's bytes, as 64 hex digits
 * @param violations refuse the file; at most 200 are kept
 * @param warnings do not; at most 200 are kept
 * @param more whether there were more of either
 */
public record Reading(
    @Nullable UploadKind kind,
    int offers,
    long bytes,
    String sha256,
    List<Violation> violations,
    List<Violation> warnings,
    boolean more) {
  public Reading {
    violations = List.copyOf(violations);
    warnings = List.copyOf(warnings);
  }

  /** Whether the file may go to TRACE. */
  public boolean isGood() {
    return violations.isEmpty();
  }
}
