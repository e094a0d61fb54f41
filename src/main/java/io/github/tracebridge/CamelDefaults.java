package io.github.tracebridge;

import static java.util.stream.Collectors.toSet;

import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** What the product asks of Camel Main; a user's own {@code camel.*} settings win. */
final class CamelDefaults {
  private CamelDefaults() {}

  static Properties of(Settings settings, boolean scheduled) {
    Properties camel = new Properties();
    camel.put("camel.main.name", "tracebridge");
    camel.put("camel.main.shutdown-timeout", "30");
    camel.put("camel.main.startup-summary-level", "Off");
    camel.put("camel.main.stream-caching-spool-enabled", "true");
    camel.put("camel.main.stream-caching-spool-threshold", "4194304");
    // Camel's usual folder is one for all users of the machine
    camel.put(
        "camel.main.stream-caching-spool-directory",
        System.getProperty("java.io.tmpdir") + "/tracebridge-#uuid#");
    camel.put("camel.main.jmx-management-statistics-level", "Default");
    camel.put("camel.main.jmx-enabled", String.valueOf(scheduled));
    timeouts(HttpSettings.from(settings), camel);
    int port = settings.count(Setting.MANAGEMENT_PORT, 0, 65_535);
    if (scheduled && port != 0) {
      camel.put("camel.management.enabled", "true");
      camel.put("camel.management.host", settings.text(Setting.MANAGEMENT_HOST));
      camel.put("camel.management.port", String.valueOf(port));
      camel.put("camel.management.health-check-enabled", "true");
      camel.put("camel.management.metrics-enabled", "true");
      camel.put("camel.metrics.enabled", "true");
      camel.put("camel.metrics.enable-exchange-event-notifier", "false");
      camel.put("camel.health.enabled", "true");
      camel.put("camel.health.exposure-level", "full");
      camel.put("camel.health.routes-enabled", "false");
    }
    Set<String> own =
        settings.forCamel().keySet().stream().map(CamelDefaults::plain).collect(toSet());
    camel.keySet().removeIf(name -> own.contains(plain(name)));
    return camel;
  }

  /** Camel knows jmx-enabled and jmxEnabled as the same name. */
  static String plain(Object name) {
    return name.toString().replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static void timeouts(HttpSettings http, Properties camel) {
    long connect = http.connectTimeout().toMillis();
    long response = http.responseTimeout().toMillis();
    for (String component : new String[] {"http", "https"}) {
      String prefix = "camel.component." + component + ".";
      camel.put(prefix + "connect-timeout", String.valueOf(connect));
      camel.put(prefix + "so-timeout", String.valueOf(response));
      camel.put(prefix + "response-timeout", String.valueOf(response));
      camel.put(prefix + "connection-request-timeout", String.valueOf(connect));
    }
  }
}
