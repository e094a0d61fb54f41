package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "60s,2026-03-04T09:00:00Z,2026-03-04T09:00:59Z,false",
    "60s,2026-03-04T09:00:00Z,2026-03-04T09:01:00Z,true",
    "0 0 3 * * ?,2026-03-04T03:00:00Z,2026-03-05T02:59:59Z,false",
    "0 0 3 * * ?,2026-03-04T03:00:00Z,2026-03-05T03:00:00Z,true",
    "0 0 3 * * ? Europe/Berlin,2026-03-04T02:00:00Z,2026-03-05T01:59:59Z,false",
    "0 0 3 * * ? Europe/Berlin,2026-03-04T02:00:00Z,2026-03-05T02:00:00Z,true",
    "0 0 3 * * ? Europe/Berlin,2026-07-04T01:00:00Z,2026-07-05T01:00:00Z,true",
  })
  void itFiredOrNot(String text, Instant last, Instant now, boolean fired) {
    assertThat(schedule(text).firedSince(last, now)).isEqualTo(fired);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "soon", "1 2 3", "0 0 3 * * ? Europe/Nowhere", "0 0 25 * * ?"})
  void nonsenseIsRefusedByName(String text) {
    assertThatThrownBy(() -> schedule(text))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("leads.schedule");
  }

  private static Schedule schedule(String text) {
    return Schedule.from(
        Settings.of(Map.of("leads.schedule", text), new Secrets()), Setting.LEADS_SCHEDULE);
  }
}
