package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** One request for a token, through the gate like any other. Thread-safe. */
final class Login implements TokenSource {
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);
  private static final int LONGEST_ANSWER = 1 << 20;

  private final ConnectionSettings connection;
  private final URI endpoint;
  private final QuotaGate gate;
  private final HttpClient client;
  private final Secrets secrets;
  private final Clock clock;
  private final LongAdder requests = new LongAdder();
  private volatile @Nullable Secret refused;

  Login(
      ConnectionSettings connection,
      QuotaGate gate,
      HttpClient client,
      Secrets secrets,
      Clock clock) {
    this.connection = connection;
    this.endpoint = Objects.requireNonNull(connection.tokenEndpoint(), connection.name());
    this.gate = gate;
    this.client = client;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * @throws Fault.LoginRefused where the server refuses the credentials
   * @throws Fault.Transient where it cannot be reached or gives no token
   */
  @Override
  public AccessToken requestToken() {
    Secret secret = secret();
    requests.increment();
    QuotaGate.Permit permit = gate.enter(QuotaGate.LOGIN);
    Instant askedAt = clock.instant();
    RateLimit[] limit = {RateLimit.UNKNOWN};
    try {
      return client.execute(
          HttpHost.create(endpoint),
          TokenRequests.of(connection, endpoint, secret.reveal()),
          answer -> {
            limit[0] = RateLimit.of(answer, gate.settings(), clock);
            return read(answer, limit[0], askedAt);
          });
    } catch (Fault.LoginRefused e) {
      refused = secret;
      throw e;
    } catch (IOException e) {
      throw new Fault.Transient(
          connection.name()
              + ": the token endpoint "
              + endpoint
              + " gave no answer ("
              + Reason.of(e)
              + "). Check the address and the network.");
    } finally {
      gate.answered(permit, limit[0]);
    }
  }

  @Override
  public boolean isMended() {
    try {
      return refused != null && !connection.secret().now().equals(refused);
    } catch (SettingException e) {
      return false;
    }
  }

  @Override
  public long requests() {
    return requests.sum();
  }

  /** A file that cannot be read right now may be in the middle of being changed. */
  private Secret secret() {
    try {
      return connection.secret().now();
    } catch (SettingException e) {
      throw new Fault.Transient(String.valueOf(e.getMessage()));
    }
  }

  private AccessToken read(ClassicHttpResponse answer, RateLimit limit, Instant askedAt)
      throws IOException, ParseException {
    String body =
        answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity(), LONGEST_ANSWER);
    int status = answer.getCode();
    if (status >= 200 && status < 300) {
      TokenAnswer.Token token = TokenAnswer.read(body, connection, askedAt, secrets);
      Secret value = secrets.keepToken(new Secret(token.token()));
      return AccessToken.of(value, askedAt, token.life(), connection.expiryMargin(), token.facts());
    }
    String sentence =
        connection.name()
            + ": "
            + endpoint
            + " answered "
            + status
            + TokenAnswer.reason(body, secrets);
    if (limit.refused()) {
      throw new Fault.QuotaUsedUp(sentence + ". " + Refusal.ofLogin(429, connection));
    }
    if (REFUSALS.contains(status)) {
      throw new Fault.LoginRefused(
          sentence + ". " + Refusal.advice(TokenAnswer.error(body), connection));
    }
    throw new Fault.Transient(sentence + ". " + Refusal.ofLogin(status, connection));
  }
}
