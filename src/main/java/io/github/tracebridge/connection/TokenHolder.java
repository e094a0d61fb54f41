package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one token of a connection: asked for by one caller while the others wait for it, renewed at
 * its margin, dropped when the server refuses it. Thread-safe: every method locks the holder.
 */
final class TokenHolder {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(TokenHolder.class);

  private final ConnectionSettings connection;
  private final TokenSource source;
  private final Clock clock;
  private final AuthCircuit circuit;
  private volatile @Nullable AccessToken current;
  private volatile String refusal = "";
  private String said = "";

  TokenHolder(ConnectionSettings connection, TokenSource source, Clock clock) {
    this.connection = connection;
    this.source = source;
    this.clock = clock;
    this.circuit = new AuthCircuit(clock);
  }

  /** A token that may be used now; blocks while one is asked for. */
  synchronized AccessToken token() {
    AccessToken token = current;
    if (token == null || !token.isFresh(clock.instant())) {
      requireClosedCircuit();
      token = request();
      current = token;
    }
    return token;
  }

  /** The token in use; empty where a new one is needed. Does not block. */
  Optional<AccessToken> fresh() {
    return Optional.ofNullable(current).filter(token -> token.isFresh(clock.instant()));
  }

  /**
   * A new token for one request, whose permit is taken before the token is asked for: if it were
   * taken after, the wait for it could outlast the token, again and again. Empty where there is a
   * fresh token to be used.
   *
   * @throws Fault.Rejected where the budget is one request a window and the token lives no longer
   */
  synchronized Optional<Admission> renew(QuotaGate gate, String purpose) {
    if (fresh().isPresent()) {
      return Optional.empty();
    }
    if (gate.settings().requests() == 1) {
      requireLife(token(), gate.settings().window());
      return Optional.empty();
    }
    requireClosedCircuit();
    QuotaGate.Permit permit = gate.enter(purpose);
    try {
      return Optional.of(new Admission(token(), permit));
    } catch (RuntimeException e) {
      gate.giveBack(permit);
      throw e;
    }
  }

  /** Asks for another token whatever there is, at once also after a refusal. */
  synchronized void replace() {
    circuit.tryNow();
    current = request();
  }

  /** What the server last said of the credentials; empty where it takes them. Does not block. */
  Optional<String> refusal() {
    return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
  }

  /** Drops the token if it is still the one in use; a newer one stays. */
  synchronized void invalidate(AccessToken refused) {
    if (refused.equals(current)) {
      source.refused(refused);
      current = null;
    }
  }

  /** The token in use, fresh or not; empty where there is none. Does not block. */
  Optional<AccessToken> current() {
    return Optional.ofNullable(current);
  }

  /** When the token in use expires; empty where there is none. Does not block. */
  Optional<Instant> expiry() {
    return Optional.ofNullable(current).map(AccessToken::expiresAt);
  }

  /** Requests for a token since the process began. */
  long requests() {
    return source.requests();
  }

  /** A budget of one does not hold a login and a request at once: the token has to wait for it. */
  private void requireLife(AccessToken token, Duration window) {
    if (!token.isFresh(clock.instant().plus(window).plus(A_MOMENT))) {
      invalidate(token);
      throw new Fault.Rejected(
          "quota.requests is 1, so a request may follow its login after quota.window only, when the"
              + " token is no longer good. Set quota.requests to 2 or more.");
    }
  }

  /** Credentials that were changed meanwhile need not wait. */
  private void requireClosedCircuit() {
    if (!source.isMended()) {
      circuit.check();
    }
  }

  /** Once for as long as it is the same. */
  private void say(String shortcoming) {
    if (!shortcoming.isEmpty() && !shortcoming.equals(said)) {
      LOG.warn(shortcoming);
    }
    said = shortcoming;
  }

  private AccessToken request() {
    try {
      AccessToken token = source.requestToken();
      circuit.accepted();
      refusal = "";
      say(token.facts().shortcoming(connection, clock.instant()).orElse(""));
      return token;
    } catch (Fault.LoginRefused e) {
      circuit.refused(e);
      refusal = String.valueOf(e.getMessage());
      throw e;
    }
  }
}
