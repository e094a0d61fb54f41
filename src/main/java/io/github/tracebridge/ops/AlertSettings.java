package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Who hears of incidents.
 *
 * @param url of a webhook; a secret, as whoever knows it may post there
 */
public record AlertSettings(Secret url) {
  /** Empty where nobody is named. */
  public static Optional<AlertSettings> from(Settings settings) {
    boolean isSaid =
        !settings.text(Setting.ALERTS_URL).isEmpty()
            || settings.find(Setting.ALERTS_URL_FILE).isPresent();
    if (!isSaid) {
      return Optional.empty();
    }
    Secret url = settings.secret(Setting.ALERTS_URL, Setting.ALERTS_URL_FILE);
    requireUrl(url.reveal(), settings);
    return Optional.of(new AlertSettings(url));
  }

  /** What is wrong with it is said without it. */
  private static void requireUrl(String text, Settings settings) {
    try {
      URI url = new URI(text);
      boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (isHttp
          && url.getHost() != null
          && Transport.isSafe(url, settings.list(Setting.HTTP_PLAIN_HOSTS))) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below, as for another scheme
    }
    throw new SettingException(
        Setting.ALERTS_URL.property()
            + ": expected the https URL of a webhook, or http to this machine or a host of"
            + " http.plain-hosts, but it was another. Correct it.");
  }
}
