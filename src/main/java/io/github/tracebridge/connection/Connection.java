package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * One set of client credentials at work. A Camel endpoint that names it as its {@code
 * httpClientConfigurer} sends with this connection's token and quota. Thread-safe.
 */
public final class Connection implements HttpClientConfigurer, AutoCloseable {
  private final ConnectionSettings settings;
  private final QuotaGate gate;
  private final CloseableHttpClient loginClient;
  private final AnswerDeadline deadline;
  private final TokenHolder tokens;
  private final Clock clock;

  /**
   * @param loginClient from {@link #loginClient}; closed with this connection
   * @param deadline closed with this connection
   * @param clock steady
   */
  public Connection(
      ConnectionSettings settings,
      QuotaGate gate,
      CloseableHttpClient loginClient,
      AnswerDeadline deadline,
      Secrets secrets,
      Clock clock) {
    this.settings = settings;
    this.gate = gate;
    this.clock = clock;
    this.loginClient = loginClient;
    this.deadline = deadline;
    this.tokens = new TokenHolder(new Login(settings, gate, loginClient, secrets, clock), clock);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    timed(plain(builder), deadline)
        .addExecInterceptorBefore(
            ChainElement.PROTOCOL.name(), "tracebridge", new Wire(settings, tokens, gate, clock));
  }

  public ConnectionSettings settings() {
    return settings;
  }

  public QuotaGate gate() {
    return gate;
  }

  /** When the token in use expires, by the steady clock; empty where there is none. */
  public Optional<Instant> tokenExpiry() {
    return tokens.expiry();
  }

  /** Requests for a token since the process began. */
  public long tokenRequests() {
    return tokens.requests();
  }

  /** Sees to it that there is a token, asking for one if need be. */
  public void requireToken() {
    tokens.token();
  }

  @Override
  public void close() throws IOException {
    deadline.close();
    loginClient.close();
  }

  /** No retries that nobody counts, no redirects that nobody asked for. */
  static HttpClientBuilder plain(HttpClientBuilder builder) {
    return builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching();
  }

  private static HttpClientBuilder timed(HttpClientBuilder builder, AnswerDeadline deadline) {
    return builder.addExecInterceptorBefore(
        ChainElement.MAIN_TRANSPORT.name(), "tracebridge-deadline", deadline);
  }

  /** A client for logins alone, apart from the one that carries the token. */
  public static CloseableHttpClient loginClient(
      Duration connectTimeout, Duration responseTimeout, AnswerDeadline deadline) {
    Timeout connect = Timeout.of(connectTimeout);
    Timeout response = Timeout.of(responseTimeout);
    ConnectionConfig connection =
        ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(response).build();
    return timed(plain(HttpClients.custom()), deadline)
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(connection)
                .build())
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(response).build())
        .build();
  }
}
