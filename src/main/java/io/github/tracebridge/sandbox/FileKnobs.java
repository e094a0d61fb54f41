package io.github.tracebridge.sandbox;

import java.time.Duration;

/**
 * The file store. Immutable.
 *
 * @param life of a presigned URL, in whole seconds; 0 for one that has expired when it is given
 * @param size of each file, in bytes
 */
public record FileKnobs(Duration life, int size) {
  private static final Duration LONGEST = Duration.ofDays(7);

  public FileKnobs {
    KnobRule.given("files.life", life);
    KnobRule.require(
        !life.isNegative() && life.compareTo(LONGEST) <= 0, "files.life", "0s to 7d", life);
    KnobRule.require(size >= 0, "files.size", "0 or more", size);
  }

  static FileKnobs defaults() {
    return new FileKnobs(Duration.ofMinutes(15), 20_000);
  }
}
