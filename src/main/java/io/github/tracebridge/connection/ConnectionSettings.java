package io.github.tracebridge.connection;

import io.github.tracebridge.setting.SecretSource;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One set of credentials, and the API that they are for.
 *
 * @param name as in {@code camel.oauth.<name>.*}
 * @param tokenEndpoint where a token is asked for; null where the dialect asks nobody
 * @param apiUrl base of the API that the token is for
 * @param clientId empty where the dialect has none
 * @param secret the client secret, or the token itself; none where Camel's own component keeps it
 * @param audience empty where none is asked for
 * @param scope empty where none is asked for
 * @param neededScope without it the API is known to refuse a token; empty where nothing is known
 * @param basicEncoding of the dialect client-secret-basic
 * @param probe path that the API may be asked for, to see whether a token is good; empty for none
 * @param expiryMargin how long before its expiry a token is no longer used
 * @param defaultLife life of a token whose answer does not say
 */
public record ConnectionSettings(
    String name,
    Dialect dialect,
    @Nullable URI tokenEndpoint,
    URI apiUrl,
    String clientId,
    SecretSource secret,
    String audience,
    String scope,
    String neededScope,
    BasicEncoding basicEncoding,
    String probe,
    Duration expiryMargin,
    Duration defaultLife) {

  /** Camel's own component keeps it. */
  private static final SecretSource NO_SECRET =
      () -> {
        throw new IllegalStateException("this dialect has no secret of ours");
      };

  /** How id and secret are written into HTTP Basic. */
  public enum BasicEncoding {
    /** As they are (RFC 7617). */
    PLAIN,
    /** Each as in a form first (RFC 6749, 2.3.1). */
    FORM
  }

  public ConnectionSettings {
    if (dialect == Dialect.TRACE_M2M && audience.isEmpty()) {
      String property = Setting.AUDIENCE.property(name);
      throw new SettingException(
          property
              + " is missing: TRACE's login asks for the audience that your administrator gave you."
              + " Set it in the settings file, or as "
              + Setting.environmentName(property)
              + " in the environment.");
    }
    if (dialect == Dialect.CLIENT_SECRET_BASIC
        && basicEncoding == BasicEncoding.PLAIN
        && clientId.contains(":")) {
      throw new SettingException(
          Setting.CLIENT_ID.property(name)
              + ": HTTP Basic cannot carry an id with a colon as it is. Set "
              + Setting.BASIC_ENCODING.property(name)
              + " to form.");
    }
  }

  /** Reads the connection; half a set of settings is an error that names what is missing. */
  public static ConnectionSettings from(Settings settings, String name) {
    return from(settings, name, "");
  }

  /** The same for an API that is known to need a scope. */
  public static ConnectionSettings from(Settings settings, String name, String neededScope) {
    Dialect dialect =
        Dialect.named(settings.text(Setting.DIALECT, name), Setting.DIALECT.property(name));
    URI tokenEndpoint = dialect.asks() ? tokenEndpoint(settings, dialect, name) : null;
    URI apiUrl = apiUrl(settings, dialect, tokenEndpoint, name);
    List<String> plainHosts = settings.list(Setting.HTTP_PLAIN_HOSTS);
    Transport.requireSafe(apiUrl, Setting.CONNECTION_API_URL.property(name), plainHosts);
    if (tokenEndpoint != null) {
      Transport.requireSafe(tokenEndpoint, Setting.TOKEN_ENDPOINT.property(name), plainHosts);
    }
    return new ConnectionSettings(
        name,
        dialect,
        tokenEndpoint,
        apiUrl,
        dialect.asks() ? settings.text(Setting.CLIENT_ID, name) : "",
        secret(settings, dialect, name),
        settings.find(Setting.AUDIENCE, name).orElse(""),
        settings.text(Setting.SCOPE, name),
        neededScope,
        encoding(settings.text(Setting.BASIC_ENCODING, name), name),
        settings.text(Setting.PROBE, name),
        Duration.ofSeconds(settings.count(Setting.EXPIRY_MARGIN, 0, 86_400, name)),
        Duration.ofSeconds(settings.count(Setting.DEFAULT_EXPIRY, 1, 31_536_000, name)));
  }

  /** Of an API that asks for no token. */
  public static ConnectionSettings open(String name, URI apiUrl) {
    return new ConnectionSettings(
        name,
        Dialect.NONE,
        null,
        apiUrl,
        "",
        NO_SECRET,
        "",
        "",
        "",
        BasicEncoding.PLAIN,
        "",
        Duration.ZERO,
        Duration.ofHours(1));
  }

  /**
   * Of a database of Tryton's.
   *
   * @param rpcUrl where its JSON-RPC is
   */
  public static ConnectionSettings tryton(
      String name, URI rpcUrl, String username, SecretSource password) {
    return new ConnectionSettings(
        name,
        Dialect.TRYTON,
        rpcUrl,
        rpcUrl,
        username,
        password,
        "",
        "",
        "",
        BasicEncoding.PLAIN,
        "",
        Duration.ZERO,
        Duration.ofHours(1));
  }

  /** TRACE's own login is no default for others. */
  private static URI tokenEndpoint(Settings settings, Dialect dialect, String name) {
    if (dialect != Dialect.TRACE_M2M) {
      require(settings, Setting.TOKEN_ENDPOINT, name);
    }
    return settings.endpoint(Setting.TOKEN_ENDPOINT, name);
  }

  /** Where it is not TRACE's and nobody says: beside the token endpoint. */
  private static URI apiUrl(
      Settings settings, Dialect dialect, @Nullable URI tokenEndpoint, String name) {
    if (settings.has(Setting.CONNECTION_API_URL, name) || name.startsWith("trace-")) {
      return settings.url(Setting.CONNECTION_API_URL, name);
    }
    if (tokenEndpoint == null) {
      require(settings, Setting.CONNECTION_API_URL, name);
    }
    return dialect == Dialect.TRACE_M2M || tokenEndpoint == null
        ? settings.url(Setting.CONNECTION_API_URL, name)
        : URI.create(origin(tokenEndpoint));
  }

  private static void require(Settings settings, Setting setting, String name) {
    if (!settings.has(setting, name)) {
      throw settings.missing(setting, name);
    }
  }

  private static SecretSource secret(Settings settings, Dialect dialect, String name) {
    return switch (dialect) {
      case BEARER_TOKEN ->
          settings.has(Setting.TOKEN_FROM, name)
              ? new VaultSecret(settings, Setting.TOKEN_FROM, name)
              : settings.secretSource(Setting.TOKEN, Setting.TOKEN_FILE, name);
      case CAMEL_OAUTH, NONE -> NO_SECRET;
      default ->
          settings.has(Setting.CLIENT_SECRET_FROM, name)
              ? new VaultSecret(settings, Setting.CLIENT_SECRET_FROM, name)
              : settings.secretSource(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE, name);
    };
  }

  private static BasicEncoding encoding(String text, String name) {
    return switch (text) {
      case "plain" -> BasicEncoding.PLAIN;
      case "form" -> BasicEncoding.FORM;
      default ->
          throw SettingException.wrong(
              Setting.BASIC_ENCODING.property(name), "plain or form", text);
    };
  }

  /** Whether its token goes to that address. */
  public boolean mayBeSentTo(URI url) {
    return origins().contains(origin(url));
  }

  /** The only origins that may see this connection's token. */
  Set<String> origins() {
    Set<String> origins = new TreeSet<>(Set.of(origin(apiUrl)));
    if (tokenEndpoint != null) {
      origins.add(origin(tokenEndpoint));
    }
    return origins;
  }

  /** Scheme, host and port, the default port spelt out (RFC 6454, 4). */
  static String origin(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }
}
