package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * How connections are made, for logins and calls alike: TLS, proxy, and how long that may take.
 *
 * @param proxy null for none
 * @param direct hosts that the proxy is not for, loopback apart
 * @param proxyUser null where the proxy asks for none
 */
public record Transport(
    TlsSocketStrategy tls,
    @Nullable URI proxy,
    Set<String> direct,
    @Nullable String proxyUser,
    @Nullable Secret proxyPassword,
    Duration connectTimeout,
    Duration responseTimeout) {

  /** Routes and quota decide how many requests are under way, never the pool. */
  private static final int MOST_CONNECTIONS = 1_000;

  public Transport {
    direct = Set.copyOf(direct);
  }

  public static Transport from(Settings settings, HttpSettings http) {
    boolean viaProxy = !settings.text(Setting.HTTP_PROXY).isEmpty();
    boolean asUser = !settings.text(Setting.HTTP_PROXY_USERNAME).isEmpty();
    return new Transport(
        Tls.from(settings),
        viaProxy ? settings.url(Setting.HTTP_PROXY) : null,
        new HashSet<>(settings.list(Setting.HTTP_NO_PROXY)),
        asUser ? settings.text(Setting.HTTP_PROXY_USERNAME) : null,
        asUser
            ? settings.secret(Setting.HTTP_PROXY_PASSWORD, Setting.HTTP_PROXY_PASSWORD_FILE)
            : null,
        http.connectTimeout(),
        http.responseTimeout());
  }

  /** Has a client connect in this way; the client owns its connections. */
  HttpClientBuilder carry(HttpClientBuilder client) {
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(connectTimeout))
            .setSocketTimeout(Timeout.of(responseTimeout))
            .build();
    client.setConnectionManager(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(tls)
            .setDefaultConnectionConfig(connection)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .build());
    if (proxy != null) {
      carry(client, HttpHost.create(proxy));
    }
    return client;
  }

  private void carry(HttpClientBuilder client, HttpHost proxy) {
    client.setRoutePlanner(new Planner(proxy, direct));
    if (proxyUser != null && proxyPassword != null) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(proxy),
          new UsernamePasswordCredentials(proxyUser, proxyPassword.reveal().toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    }
  }

  RequestConfig request() {
    return RequestConfig.custom().setResponseTimeout(Timeout.of(responseTimeout)).build();
  }

  /** Whether that is over TLS, or within this machine, or to a host that an operator named. */
  public static boolean isSafe(URI url, List<String> plainHosts) {
    String host = String.valueOf(url.getHost());
    return "https".equalsIgnoreCase(url.getScheme())
        || isLoopback(host)
        || plainHosts.contains(host);
  }

  /**
   * Whether a secret may go there: over TLS, or within this machine, or where an operator says so.
   *
   * @throws SettingException with a sentence where it may not
   */
  public static void requireSafe(URI url, String property, List<String> plainHosts) {
    if (!isSafe(url, plainHosts)) {
      throw new SettingException(
          property
              + ": "
              + url
              + " is plain http, so secret and token could be read on the way. Use https, or add "
              + url.getHost()
              + " to http.plain-hosts where the way is safe.");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]");
  }

  private static final class Planner extends DefaultProxyRoutePlanner {
    private final Set<String> direct;

    Planner(HttpHost proxy, Set<String> direct) {
      super(proxy);
      this.direct = direct;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
        throws org.apache.hc.core5.http.HttpException {
      String host = target.getHostName();
      boolean isDirect =
          isLoopback(host)
              || direct.contains(host)
              || direct.stream().anyMatch(each -> each.startsWith(".") && host.endsWith(each));
      return isDirect ? null : super.determineProxy(target, context);
    }
  }
}
