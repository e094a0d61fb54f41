package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadSettingsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44Z");

  @ParameterizedTest
  @CsvSource({
    "60s, PT15M",
    "450s, PT15M",
    "451s, PT902S",
    "4h, PT8H",
    "366d, P732D",
    "0 0/5 * * * ?, PT15M",
    "0 0 3 * * ?, P2D",
    "0 0/5 9-17 ? * MON-FRI, PT126H10M"
  })
  void freshnessFollowsTheScheduleAndPatienceDoesNot(String schedule, Duration freshness) {
    LeadSettings settings = read(Map.of("leads.schedule", schedule));
    assertThat(settings.freshness()).isEqualTo(freshness);
    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @CsvSource({"60s, 1m", "0 0 3 * * ?, 3h", "4h, 366d"})
  void freshnessThatIsSetIsTakenAsItIs(String schedule, String freshness) {
    LeadSettings settings = read(Map.of("leads.schedule", schedule, "leads.freshness", freshness));
    assertThat(settings.freshness())
        .isEqualTo(settings.patience())
        .isLessThan(Duration.ofDays(367));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 3 29 2 ?", "0 0 3 30 2 ?", "0 0 3 * * ? 2020"})
  void aScheduleThatFiresLessThanOnceAYearIsRefused(String cron) {
    assertThatThrownBy(() -> read(Map.of("leads.schedule", cron)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "leads.schedule: expected walks at most 366d apart, but was \"%s\". Correct it.", cron);
  }

  private static LeadSettings read(Map<String, String> values) {
    return LeadSettings.from(Settings.of(values, new Secrets()), NOW);
  }
}
