package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * An access token and its times, by the steady clock.
 *
 * @param renewAt from when it is no longer used, before it expires
 * @param facts what it tells of itself
 */
record AccessToken(Secret value, Instant expiresAt, Instant renewAt, TokenFacts facts) {

  /** The margin is at most a tenth of the token's life. */
  static AccessToken of(
      Secret value, Instant askedAt, Duration life, Duration margin, TokenFacts facts) {
    Duration tenth = life.dividedBy(10);
    Instant expiresAt = askedAt.plus(life);
    return new AccessToken(
        value, expiresAt, expiresAt.minus(margin.compareTo(tenth) > 0 ? tenth : margin), facts);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(renewAt);
  }
}
