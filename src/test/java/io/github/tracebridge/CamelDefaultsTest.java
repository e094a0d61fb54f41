package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamelDefaultsTest {
  @Test
  void aLongRunIsWatchedByJmxAndAShortOneIsNot() {
    assertThat(CamelDefaults.of(settings(Map.of()), true))
        .containsEntry("camel.main.jmx-enabled", "true");
    assertThat(CamelDefaults.of(settings(Map.of()), false))
        .containsEntry("camel.main.jmx-enabled", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"camel.main.jmx-enabled", "camel.main.jmxEnabled"})
  void theUsersOwnWordWinsHoweverItIsSpelt(String name) {
    assertThat(CamelDefaults.of(settings(Map.of(name, "true")), false))
        .doesNotContainKey("camel.main.jmx-enabled");
  }

  private static Settings settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("trace.auth-url", "https://trace.example");
    return Settings.of(all, new Secrets());
  }
}
