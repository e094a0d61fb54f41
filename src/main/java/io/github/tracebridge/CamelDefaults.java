package io.github.tracebridge;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.util.Properties;

/** What the product asks of Camel Main; a user's own {@code camel.*} settings win. */
final class CamelDefaults {
  private CamelDefaults() {}

  static Properties of(Settings settings, boolean scheduled) {
    Properties camel = new Properties();
    camel.put("camel.main.name", "tracebridge");
    camel.put("camel.main.shutdownTimeout", "30");
    camel.put("camel.main.startupSummaryLevel", "Off");
    camel.put("camel.main.streamCachingSpoolEnabled", "true");
    camel.put("camel.main.streamCachingSpoolThreshold", "4194304");
    camel.put("camel.main.jmxManagementStatisticsLevel", "Default");
    camel.put("camel.main.jmxEnabled", String.valueOf(scheduled));
    timeouts(settings, camel);
    String port = settings.text(Setting.MANAGEMENT_PORT);
    if (scheduled && !port.equals("0")) {
      camel.put("camel.management.enabled", "true");
      camel.put("camel.management.host", settings.text(Setting.MANAGEMENT_HOST));
      camel.put("camel.management.port", port);
      camel.put("camel.management.healthCheckEnabled", "true");
      camel.put("camel.health.enabled", "true");
      camel.put("camel.health.exposure-level", "full");
    }
    camel.keySet().removeIf(name -> settings.forCamel().containsKey(name));
    return camel;
  }

  private static void timeouts(Settings settings, Properties camel) {
    long connect = settings.duration(Setting.HTTP_CONNECT_TIMEOUT).toMillis();
    long response = settings.duration(Setting.HTTP_RESPONSE_TIMEOUT).toMillis();
    for (String component : new String[] {"http", "https"}) {
      String prefix = "camel.component." + component + ".";
      camel.put(prefix + "connectTimeout", String.valueOf(connect));
      camel.put(prefix + "soTimeout", String.valueOf(response));
      camel.put(prefix + "responseTimeout", String.valueOf(response));
      camel.put(prefix + "connectionRequestTimeout", String.valueOf(connect));
    }
  }
}
