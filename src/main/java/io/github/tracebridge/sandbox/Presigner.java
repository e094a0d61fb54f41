package io.github.tracebridge.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Signs file addresses as S3 does. Immutable.
 *
 * @param now when it signs
 * @param expires how long that holds, in seconds
 * @param nonce makes the signatures of one answer differ from another's
 */
record Presigner(URI base, Instant now, long expires, long nonce) {
  private static final Duration WEEK = Duration.ofDays(7);

  /**
   * A signer for one answer; the same one for a day where the knob says that URLs do not change.
   *
   * @param store base of the sandbox's own
   */
  static Presigner of(Knobs knobs, URI store, Instant now, long nonce) {
    URI base = knobs.lead().filesBase() == null ? store : knobs.lead().filesBase();
    if (!knobs.lead().presignedUrlsChange()) {
      return new Presigner(base, now.truncatedTo(ChronoUnit.DAYS), WEEK.toSeconds(), 0);
    }
    long life = knobs.files().life().toSeconds();
    return life == 0
        ? new Presigner(base, now.minusSeconds(2), 1, nonce)
        : new Presigner(base, now, life, nonce);
  }

  /** The URL of a key, which begins with a slash and is percent-encoded. */
  String url(String key) {
    String stamp = stamp(now);
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + URLEncoder.encode(Signature.credential(stamp), StandardCharsets.UTF_8)
            + "&X-Amz-Date="
            + stamp
            + "&X-Amz-Expires="
            + expires
            + "&X-Amz-Security-Token="
            + Long.toHexString(Dice.mix(nonce))
            + "%2F%3D%3D&X-Amz-SignedHeaders=host";
    String signature = Signature.of(base.getRawAuthority(), key, query, stamp);
    return base + key + "?" + query + "&X-Amz-Signature=" + signature;
  }

  private static String stamp(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
  }

  String expiresAt() {
    return Times.json(LeadBook.micros(now.plusSeconds(expires)));
  }
}
