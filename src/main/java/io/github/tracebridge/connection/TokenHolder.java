package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a connection: asked for by one caller while the others wait for it, renewed at
 * its margin, dropped when the server refuses it. Thread-safe: every method locks the holder.
 */
final class TokenHolder {
  private final Login login;
  private final Clock clock;
  private final AuthCircuit circuit;
  private final LongAdder requests = new LongAdder();
  private volatile @Nullable AccessToken current;

  TokenHolder(Login login, Clock clock) {
    this.login = login;
    this.clock = clock;
    this.circuit = new AuthCircuit(clock);
  }

  /** A token that may be used now; blocks while one is asked for. */
  synchronized AccessToken token() {
    AccessToken token = current;
    if (token == null || !token.isFresh(clock.instant())) {
      circuit.check();
      token = request();
      current = token;
    }
    return token;
  }

  /** Drops the token if it is still the one in use; a newer one stays. */
  synchronized void invalidate(AccessToken refused) {
    if (refused.equals(current)) {
      current = null;
    }
  }

  /** When the token in use expires; empty where there is none. Does not block. */
  Optional<Instant> expiry() {
    return Optional.ofNullable(current).map(AccessToken::expiresAt);
  }

  /** Requests for a token since the process began. */
  long requests() {
    return requests.sum();
  }

  private AccessToken request() {
    requests.increment();
    try {
      AccessToken token = login.requestToken();
      circuit.accepted();
      return token;
    } catch (Fault.LoginRefused e) {
      circuit.refused(e);
      throw e;
    }
  }
}
