package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.SecretSource;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody else made: a person, or Camel's own component. It is looked at anew from
 * time to time, for it may have been changed. Not thread-safe; its one user locks.
 */
final class GivenToken implements TokenSource {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final ConnectionSettings connection;
  private final SecretSource given;
  private final Secrets secrets;
  private final Clock clock;
  private @Nullable String refused;
  private @Nullable Secret reported;

  GivenToken(ConnectionSettings connection, SecretSource given, Secrets secrets, Clock clock) {
    this.connection = connection;
    this.given = given;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public AccessToken requestToken() {
    Secret token = secrets.keepToken(given());
    if (token.reveal().equals(refused)) {
      refused = null;
      reported = token;
      throw new Fault.LoginRefused(
          connection.name()
              + ": "
              + connection.apiUrl()
              + " refuses the token. Have a new one made, and set it as camel.oauth."
              + connection.name()
              + (connection.dialect() == Dialect.BEARER_TOKEN ? ".token." : ".* says."));
    }
    return AccessToken.of(
        token, clock.instant(), LOOK_AGAIN, Duration.ZERO, TokenFacts.of(token.reveal()));
  }

  private Secret given() {
    try {
      return given.now();
    } catch (SettingException e) {
      throw new Fault.Transient(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void refused(AccessToken token) {
    refused = token.value().reveal();
  }

  /** Camel's component is not asked for it: that may be a request each time. */
  @Override
  public boolean isMended() {
    return reported != null
        && connection.dialect() == Dialect.BEARER_TOKEN
        && !reported.equals(given());
  }

  @Override
  public long requests() {
    return 0;
  }
}
