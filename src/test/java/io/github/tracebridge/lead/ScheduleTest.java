package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Trigger;

class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44Z");
  private static final CamelContext CAMEL = new DefaultCamelContext();

  @BeforeAll
  static void start() {
    CAMEL.getComponent("quartz", QuartzComponent.class).setAutoStartScheduler(false);
    CAMEL.start();
  }

  @AfterAll
  static void stop() {
    CAMEL.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "60s,2026-03-04T09:00:00Z,2026-03-04T09:00:59Z,false",
    "60s,2026-03-04T09:00:00Z,2026-03-04T09:01:00Z,true",
    "0 0 3 * * ?,2026-03-04T03:00:00Z,2026-03-05T02:59:59Z,false",
    "0 0 3 * * ?,2026-03-04T03:00:00Z,2026-03-05T03:00:00Z,true",
    "0 0 3 * * ? Europe/Berlin,2026-03-04T02:00:00Z,2026-03-05T01:59:59Z,false",
    "0 0 3 * * ? Europe/Berlin,2026-03-04T02:00:00Z,2026-03-05T02:00:00Z,true",
    "0 0 3 * * ? Europe/Berlin,2026-07-04T01:00:00Z,2026-07-05T01:00:00Z,true",
    "0 0 3 * * ? 2025,2026-03-04T03:00:00Z,2026-07-05T03:00:00Z,false",
  })
  void itFiredOrNot(String text, Instant last, Instant now, boolean fired) {
    assertThat(schedule(text).firedSince(last, now)).isEqualTo(fired);
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 3 * * ?, 3",
    "0 0 3 * * ? 2026-2027, 3",
    "0 0 3 * * ? Z, 3",
    "0 0 3 * * ? CET, 2",
    "0  0 3 * * ?  CET, 2",
    "0 0 3 * * ? 2026 CET, 2",
    "0 0 3 * * ? GMT+2, 1",
    "0 0 3 * * ? UTC+2, 1",
    "0 0 3 * * ? +02:00, 1",
    "0 0 3 * * ? -2, 5",
    "0 0 3 * * ? Etc/GMT+2, 5",
    "0 0 3 ? * MON-FRI Etc/GMT+2, 5",
    "0 0/30 3 ? * 4#1 America/Port-au-Prince, 8"
  })
  void aZoneIsThatOfTheTriggerToo(String text, int hour) throws Exception {
    Instant day = Instant.parse("2026-03-04T00:00:00Z");
    Instant fires = day.plus(Duration.ofHours(hour));
    Schedule schedule = schedule(text);
    assertThat(schedule.firedSince(day, fires.minusSeconds(1))).isFalse();
    assertThat(schedule.firedSince(day, fires)).isTrue();
    Trigger trigger = quartz(schedule.trigger("leads-" + text.hashCode()));
    assertThat(trigger.getFireTimeAfter(Date.from(day))).isEqualTo(fires);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "-60s",
        "sixty",
        "1 2 3",
        "0 3 * * *",
        "0 0 25 * * ?",
        "0 3 * * * Europe/Berlin",
        "0 0 3 * * ? 2026 2027",
        "0 0 3 * * ? 2026 here CET"
      })
  void nonsenseIsRefusedByName(String text) {
    assertThatThrownBy(() -> schedule(text))
        .isInstanceOf(SettingException.class)
        .hasMessageMatching("leads\\.schedule: expected a .* such as 60s.*, but was \".*\"\\. .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Nowhere", "Nowhere", "gmt+2", "GMT+25", "MEZ"})
  void anUnknownZoneIsRefusedByName(String zone) {
    assertThatThrownBy(() -> schedule("0 0 3 * * ? " + zone))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "leads.schedule: expected a time zone such as Europe/Berlin, but was \"%s\". Correct"
                + " it.",
            zone);
  }

  @ParameterizedTest
  @CsvSource({
    "60s, PT1M",
    "* * * * * ?, PT1S",
    "0 * * * * ?, PT1M",
    "0 7/20 * * * ?, PT20M",
    "0 0 3 * * ?, PT24H",
    "0 0 3-5 * * ? Europe/Berlin, PT23H",
    "0 0/5 9-17 * * ?, PT15H5M",
    "0 0/5 9-17 ? * MON-FRI, PT63H5M",
    "* * 9-17 ? * MON-FRI CET, PT64H1S",
    "0 0 3 31 * ?, P61D",
    "0 0 3 1 1 ?, P365D",
    "0 0 3 1-20 1-3 ? *, P287D"
  })
  void theLongestTimeBetweenTwoFirings(String text, Duration gap) {
    assertThat(schedule(text).longestGap(NOW)).isEqualTo(gap);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 3 29 2 ?", "0 0 3 30 2 ?", "0 0 3 * * ? 2020", "0 0 3 * * ? 2029"})
  void isMoreThanAYearWhereThereAreNone(String text) {
    assertThat(schedule(text).longestGap(NOW)).isGreaterThan(Duration.ofDays(366));
  }

  private static Trigger quartz(String uri) throws Exception {
    QuartzEndpoint endpoint = CAMEL.getEndpoint(uri, QuartzEndpoint.class);
    return endpoint.getComponent().getScheduler().getTrigger(endpoint.getTriggerKey());
  }

  private static Schedule schedule(String text) {
    return Schedule.from(
        Settings.of(Map.of("leads.schedule", text), new Secrets()), Setting.LEADS_SCHEDULE);
  }
}
