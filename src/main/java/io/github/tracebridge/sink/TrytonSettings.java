package io.github.tracebridge.sink;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.setting.SecretSource;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where Tryton is, and as whom leads are written there.
 *
 * @param rpcUrl where the database's JSON-RPC is
 */
public record TrytonSettings(URI rpcUrl, String username, SecretSource password) {
  /** The sink's name. */
  public static final String SINK = "tryton";

  /** Reads them. */
  public static TrytonSettings from(Settings settings) {
    URI url = settings.url(Setting.SINK_URL, SINK);
    Transport.requireSafe(
        url, Setting.SINK_URL.property(SINK), settings.list(Setting.HTTP_PLAIN_HOSTS));
    String database =
        URLEncoder.encode(settings.text(Setting.TRYTON_DATABASE), StandardCharsets.UTF_8);
    return new TrytonSettings(
        URI.create(url + "/" + database + "/"),
        settings.text(Setting.TRYTON_USERNAME),
        settings.secretSource(Setting.TRYTON_PASSWORD, Setting.TRYTON_PASSWORD_FILE));
  }

  /** What its requests go through, each with that user's session. */
  public ConnectionSettings connection() {
    return ConnectionSettings.tryton("sink-" + SINK, rpcUrl, username, password);
  }
}
