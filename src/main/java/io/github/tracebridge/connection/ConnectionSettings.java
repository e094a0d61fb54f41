package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One set of client credentials at one authorization server.
 *
 * @param name as in {@code camel.oauth.<name>.*}
 * @param tokenEndpoint where a token is asked for
 * @param apiUrl base of the API that the token is for
 * @param audience empty where the dialect needs none
 * @param scope empty where the dialect asks for none
 * @param expiryMargin how long before its expiry a token is no longer used
 * @param defaultLife life of a token whose answer does not say
 */
public record ConnectionSettings(
    String name,
    Dialect dialect,
    URI tokenEndpoint,
    URI apiUrl,
    String clientId,
    Secret clientSecret,
    String audience,
    String scope,
    Duration expiryMargin,
    Duration defaultLife) {

  public ConnectionSettings {
    if (dialect.needsAudience() && audience.isEmpty()) {
      String property = Setting.AUDIENCE.property(name);
      throw new SettingException(
          property
              + " is missing: TRACE's login asks for the audience that your administrator gave you."
              + " Set it in the settings file, or as "
              + Setting.environmentName(property)
              + " in the environment.");
    }
  }

  /** Reads the connection; half a set of settings is an error that names what is missing. */
  public static ConnectionSettings from(Settings settings, String name) {
    return new ConnectionSettings(
        name,
        Dialect.named(settings.text(Setting.DIALECT, name), Setting.DIALECT.property(name)),
        settings.url(Setting.TOKEN_ENDPOINT, name),
        settings.url(Setting.CONNECTION_API_URL, name),
        settings.text(Setting.CLIENT_ID, name),
        settings.secret(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE, name),
        settings.find(Setting.AUDIENCE, name).orElse(""),
        settings.text(Setting.SCOPE, name),
        Duration.ofSeconds(settings.count(Setting.EXPIRY_MARGIN, 0, 86_400, name)),
        Duration.ofSeconds(settings.count(Setting.DEFAULT_EXPIRY, 1, 31_536_000, name)));
  }

  /** The only origins that may see this connection's token. */
  Set<String> origins() {
    return Set.copyOf(List.of(origin(tokenEndpoint), origin(apiUrl)));
  }

  /** Scheme, host and port, the default port spelt out (RFC 6454, 4). */
  static String origin(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }
}
