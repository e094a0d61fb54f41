package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.jspecify.annotations.Nullable;

/**
 * One set of client credentials at work. A Camel endpoint that names it as its {@code
 * httpClientConfigurer} sends with this connection's token and quota. Thread-safe.
 */
public final class Connection implements HttpClientConfigurer, CamelContextAware, AutoCloseable {

  private final ConnectionSettings settings;
  private final QuotaGate gate;
  private final Transport transport;
  private final CloseableHttpClient loginClient;
  private final AnswerDeadline deadline;
  private final TokenHolder tokens;
  private final Secrets secrets;
  private final Function<URI, String> purposes;
  private final Clock clock;
  private final ClockSkew skew;
  private volatile @Nullable CamelContext camel;

  /**
   * @param loginClient from {@link #loginClient}; closed with this connection
   * @param deadline closed with this connection
   * @param purposes what a request is spent on, by its URL
   * @param clock steady
   * @param wall the time of day
   */
  public Connection(
      ConnectionSettings settings,
      QuotaGate gate,
      Transport transport,
      CloseableHttpClient loginClient,
      AnswerDeadline deadline,
      Secrets secrets,
      Function<URI, String> purposes,
      Clock clock,
      Clock wall) {
    this.skew = new ClockSkew(wall);
    this.purposes = purposes;
    this.settings = settings;
    this.gate = gate;
    this.transport = transport;
    this.clock = clock;
    this.loginClient = loginClient;
    this.deadline = deadline;
    this.secrets = secrets;
    this.tokens = new TokenHolder(settings, source(), clock);
  }

  private TokenSource source() {
    return switch (settings.dialect()) {
      case BEARER_TOKEN, NONE -> new GivenToken(settings, settings.secret(), secrets, clock);
      case CAMEL_OAUTH -> new GivenToken(settings, this::camelsToken, secrets, clock);
      default -> new Login(settings, gate, loginClient, secrets, clock);
    };
  }

  private Secret camelsToken() {
    return CamelOauth.token(Objects.requireNonNull(camel, "not bound"), settings.name(), secrets);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    camel = context;
    CamelContextAware.trySetCamelContext(settings.secret(), context);
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return camel;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    configure(builder, purposes);
  }

  /** The same for requests that are all spent on that purpose. */
  public HttpClientConfigurer spentOn(String purpose) {
    return builder -> configure(builder, url -> purpose);
  }

  private void configure(HttpClientBuilder builder, Function<URI, String> spentOn) {
    timed(plain(transport.carry(builder)), deadline)
        .addExecInterceptorBefore(
            ChainElement.PROTOCOL.name(),
            "tracebridge",
            new Wire(settings, tokens, gate, spentOn, skew, clock));
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

  /**
   * How far the clock of the API is ahead of this machine's, by the last answer that told, to half
   * a second; negative where it is behind, empty before the first answer. Answers to logins do not
   * count: an authorization server may have another clock.
   */
  public Optional<Duration> skew() {
    return skew.last();
  }

  /** Requests for a token since the process began. */
  public long tokenRequests() {
    return tokens.requests();
  }

  /** Why the authorization server refuses the credentials; empty where it does not. */
  public Optional<String> refusal() {
    return tokens.refusal();
  }

  /**
   * Asks for another token, whatever there is.
   *
   * @throws Fault where there is none to be had
   */
  public void renewToken() {
    tokens.replace();
  }

  /**
   * Sees to it that there is a token, asking for one if need be, and says what is known of it.
   *
   * @throws Fault.Rejected where it is known that it will not do
   */
  public String requireToken() {
    if (settings.dialect() == Dialect.NONE) {
      return "ok, none is needed";
    }
    AccessToken token = tokens.token();
    token
        .facts()
        .shortcoming(settings, clock.instant())
        .ifPresent(
            sentence -> {
              throw new Fault.Rejected(sentence);
            });
    Duration life = Duration.between(clock.instant(), token.expiresAt());
    TokenFacts facts = token.facts();
    String assumed =
        facts.life() == null
            ? " as the answer does not say (camel.oauth."
                + settings.name()
                + ".cached-tokens-default-expiry-seconds)"
            : "";
    String lives = settings.dialect().asks() ? ", lives " + words(life) + assumed : "";
    return "ok"
        + lives
        + facts.words(settings.audience(), settings.scope())
        + facts.elsewhere(settings.apiUrl());
  }

  private static String words(Duration life) {
    long seconds = life.plusMillis(500).toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 120 ? minutes + " min" : (minutes + 30) / 60 + " h";
  }

  /** Ends what is only asked for, for good: see {@link AnswerDeadline#stopReading}. */
  public void stopReading() {
    deadline.stopReading();
  }

  @Override
  public void close() throws IOException {
    deadline.close();
    loginClient.close();
  }

  /**
   * No retries that nobody counts, no redirects that nobody asked for, no cookies, nor the list of
   * the domains that they may name.
   */
  static HttpClientBuilder plain(HttpClientBuilder builder) {
    return builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .setDefaultCookieSpecRegistry(none -> null)
        .disableAuthCaching();
  }

  /** For single requests by hand. */
  public Caller caller() {
    HttpClientBuilder client = HttpClients.custom().setDefaultRequestConfig(transport.request());
    configure(client, url -> QuotaGate.OTHER);
    return new Caller(settings, client.build(), secrets);
  }

  private static HttpClientBuilder timed(HttpClientBuilder builder, ExecChainHandler deadline) {
    return builder.addExecInterceptorBefore(
        ChainElement.CONNECT.name(), "tracebridge-deadline", deadline);
  }

  /** A client for logins alone, apart from the one that carries the token. */
  public static CloseableHttpClient loginClient(Transport transport, AnswerDeadline deadline) {
    HttpClientBuilder client = HttpClients.custom().setDefaultRequestConfig(transport.request());
    return timed(plain(transport.carry(client)), deadline::executeLogin).build();
  }
}
