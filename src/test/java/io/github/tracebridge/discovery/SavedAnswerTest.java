package io.github.tracebridge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void aLongerListOfLinksIsNotThatOfTheLeads() throws Exception {
    String links =
        IntStream.range(0, 6)
            .mapToObj(i -> "{'rel':'r','href':'/x','key':'k" + i + "'}")
            .collect(Collectors.joining(",", "'links':[", "]"));
    String three = items("'createdAt':" + T, "'createdAt':" + T, "'createdAt':" + T);
    String answer = three.replace("'totalCount'", links + ",'totalCount'");
    assertThat(found(answer, Setting.LIST)).isEqualTo("/items HIGH");
    assertThat(found(answer, Setting.LEAD_ID)).isEqualTo("/id HIGH");
    String named = answer.replace("items", "leads");
    assertThat(found(named, Setting.LIST)).isEqualTo("/leads HIGH");
    assertThat(found(named, Setting.LEAD_ID)).isEqualTo("/id HIGH");
  }

  @Test
  void theListThatFitsNowIsKeptUnlessAnotherOneIsMoreLikeLeads() throws Exception {
    String lead = "{'id':'%s','createdAt':" + T + "}";
    String two = "[" + lead.formatted("a") + "," + lead.formatted("b") + "]";
    String audit = two.replace("]", "," + lead.formatted("c") + "]");
    String answer = "{'items':" + two + ",'audit':" + audit + "}";
    assertThat(found(answer, Setting.LIST)).isEqualTo("/items HIGH");
    String bare = answer.replaceFirst("('items':.*?\\])", "'items':[{'id':'a'},{'id':'b'}]");
    assertThat(found(bare, Setting.LIST)).isEqualTo("/audit MEDIUM");
    assertThat(found("{'items':[],'data':" + two + "}", Setting.LIST)).isEqualTo("/data HIGH");
  }

  @Test
  void aListThatTellsLittleIsNotSure() throws Exception {
    assertThat(found("{'data':[]}", Setting.LIST)).isEqualTo("/data LOW");
    assertThat(found("{'data':[{'id':'a'}]}", Setting.LIST)).isEqualTo("/data MEDIUM");
    assertThat(found("{'data':[{'a':1},{'a':1}]}", Setting.LIST)).isEqualTo("/data MEDIUM");
    assertThat(found("{'a':[{'a':1},{'a':1}],'b':[{},{}]}", Setting.LIST)).endsWith(" LOW");
  }

  @Test
  void theIdThatTellsLeadsApartNowIsKept() throws Exception {
    String answer = items("'ref':{'no':1}", "'ref':{'no':2}");
    assertThat(found(answer, Setting.LEAD_ID, Map.of(Setting.LEAD_ID, "/ref/no")))
        .isEqualTo("/ref/no HIGH");
    assertThat(found(answer, Setting.LEAD_ID, Map.of(Setting.LEAD_ID, "/ref")))
        .isEqualTo("/id HIGH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'creditAt':T,'updatedAt':T",
        "'editedBy':null,'updatedAt':T",
        "'edited':null,'updatedAt':T",
        "'exchange':T,'recreated':T,'updatedAt':T"
      })
  void theTimeOfChangeIsToldByAWordOfItsNameAndByTimes(String row) throws Exception {
    String answer = items(row.replace("T", T), row.replace("T", T));
    Map<Setting, String> now = Map.of(Setting.LEAD_UPDATED, "/elsewhere");
    assertThat(found(answer, Setting.LEAD_UPDATED)).isEqualTo("/updatedAt HIGH");
    assertThat(found(answer, Setting.LEAD_UPDATED, now)).isEqualTo("/updatedAt HIGH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lastedit", "edited", "dateChanged", "LAST_CHANGE", "lastmodified"})
  void manyWordsSayThatALeadWasChanged(String name) throws Exception {
    String row = "'creditAt':" + T + ",'" + name + "':" + T;
    assertThat(found(items(row, row), Setting.LEAD_UPDATED)).isEqualTo("/" + name + " HIGH");
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
