package io.github.tracebridge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one saved answer tells, beside the settings as they are now. */
class SavedAnswerTest {
  private static final String T = "'2026-02-01T10:00:00Z'";

  @Test
  void timesWithoutAnOffsetAreTimes() throws Exception {
    String row = "'createdAt':'2026-02-01T10:00:00','updatedAt':'2026-02-01T10:00:00.5'";
    String answer = items(row, row, row);
    assertThat(found(answer, Setting.LEAD_CREATED)).isEqualTo("/createdAt HIGH");
    assertThat(found(answer, Setting.LEAD_UPDATED)).isEqualTo("/updatedAt HIGH");
  }

  @Test
  void whatWorksNowIsNotGivenUpForNothing() throws Exception {
    String row = "'x':{'y':{'am':" + T + "}}";
    String answer = items(row, row, "'x':{}").replace("totalCount", "anzahl");
    Map<Setting, String> now =
        Map.of(
            Setting.LEAD_CREATED,
            "/x/y/am",
            Setting.LEAD_UPDATED,
            "/x/y/am",
            Setting.TOTAL,
            "/anzahl");
    assertThat(found(answer, Setting.LEAD_CREATED, now)).isEqualTo("/x/y/am HIGH");
    assertThat(found(answer, Setting.LEAD_UPDATED, now)).isEqualTo("/x/y/am HIGH");
    assertThat(found(answer, Setting.TOTAL, now)).isEqualTo("/anzahl LOW");
    assertThat(found(answer, Setting.LEAD_UPDATED)).isEqualTo(" MEDIUM");
  }

  private static String found(String answer, Setting setting) throws Exception {
    return found(answer, setting, Map.of());
  }

  private static String found(String answer, Setting setting, Map<Setting, String> now)
      throws Exception {
    Map<String, String> values = new java.util.HashMap<>();
    now.forEach((each, value) -> values.put(each.property(), value));
    return new Discovery(Settings.of(values, new Secrets()), Clock.systemUTC())
        .of(new JsonMapper().readTree(answer.replace('\'', '"'))).stream()
            .filter(each -> each.setting() == setting)
            .map(each -> each.value() + " " + each.confidence())
            .findFirst()
            .orElse("");
  }

  /** An answer of these leads, which have ids. */
  private static String items(String... rows) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < rows.length; i++) {
      items.append(i == 0 ? "" : ",").append("{'id':'l").append(i).append("',").append(rows[i]);
      items.append('}');
    }
    return "{'items':[" + items + "],'totalCount':" + rows.length + "}";
  }
}
