package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No wait for ever, none of no time at all, and no time that has no date. */
class BoundsTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(10);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @ParameterizedTest
  @CsvSource({
    "leads.schedule, 0s, 1ms, 366d",
    "leads.schedule, 1000000d, 1ms, 366d",
    "leads.full-schedule, 0s, 1ms, 366d",
    "leads.full-schedule, 367d, 1ms, 366d",
    "leads.lookback, 1000000d, 0s, 366d",
    "leads.settle, 999999999d, 0s, 366d",
    "leads.freshness, 0s, 1s, 732d",
    "leads.freshness, 999ms, 1s, 732d",
    "leads.freshness, 999999999d, 1s, 732d",
    "quota.window, 0s, 1ms, 1d",
    "quota.window, 25h, 1ms, 1d",
    "http.retry-delay, 0s, 1ms, 30s",
    "http.retry-delay, 31s, 1ms, 30s",
    "http.connect-timeout, 0s, 1ms, 1h",
    "http.connect-timeout, 61m, 1ms, 1h",
    "http.response-timeout, 0s, 1ms, 1h",
    "http.response-timeout, 1000000d, 1ms, 1h",
    "http.answer-timeout, 0s, 1ms, 1d",
    "http.answer-timeout, 1000000d, 1ms, 1d"
  })
  void aDurationOutsideItsBoundsIsRefusedAtStart(
      String property, String value, String least, String most) {
    job.set(setting(property), value);
    assertThatThrownBy(job::job)
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "%s: expected a duration from %s to %s, but was \"%s\". Correct it.",
            property, least, most, value);
  }

  @Test
  void atTheirBoundsTheJobRuns() throws Exception {
    job.set(Setting.LEADS_SCHEDULE, "366d")
        .set(Setting.LEADS_FULL_SCHEDULE, "366d")
        .set(Setting.LEADS_LOOKBACK, "366d")
        .set(Setting.LEADS_SETTLE, "366d")
        .set(Setting.LEADS_FRESHNESS, "732d")
        .set(Setting.QUOTA_WINDOW, "1d")
        .set(Setting.HTTP_RETRY_DELAY, "30s")
        .set(Setting.HTTP_CONNECT_TIMEOUT, "1h")
        .set(Setting.HTTP_RESPONSE_TIMEOUT, "1h")
        .set(Setting.HTTP_ANSWER_TIMEOUT, "1d")
        .sync();
    job.sandbox().leads().change(1);
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  private static Setting setting(String property) {
    return Arrays.stream(Setting.values())
        .filter(known -> known.property().equals(property))
        .findFirst()
        .orElseThrow();
  }
}
