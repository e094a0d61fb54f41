package io.github.tracebridge.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Signs file addresses as S3 does, so that they look right; nothing verifies them here. Immutable.
 *
 * @param nonce makes the signatures of one answer differ from another's
 */
record Presigner(URI base, Instant now, long nonce) {
  private static final Duration LIFE = Duration.ofMinutes(15);

  /** A signer for one answer; always the same one where the knob says that URLs do not change. */
  static Presigner of(LeadKnobs form, Instant now, long nonce) {
    return form.presignedUrlsChange()
        ? new Presigner(form.filesBase(), now, nonce)
        : new Presigner(form.filesBase(), Instant.parse("2030-01-01T00:00:00Z"), 0);
  }

  String url(String key) {
    String stamp = now.toString().replaceAll("[-:]|\\.\\d+", "");
    Dice dice = new Dice(nonce, key.hashCode(), 3);
    String signature = Long.toHexString(dice.next()) + Long.toHexString(dice.next());
    return base
        + key
        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date="
        + stamp
        + "&X-Amz-Expires="
        + LIFE.toSeconds()
        + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + signature;
  }

  String expiresAt() {
    return Times.json(LeadBook.micros(now.plus(LIFE)));
  }
}
