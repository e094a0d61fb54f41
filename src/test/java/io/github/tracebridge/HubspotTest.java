package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestHubspot;
import io.github.tracebridge.sink.TestHubspot.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leads go to HubSpot by the settings and mappings that are shipped. */
class HubspotTest {
  @TempDir Path folder;
  private final TestHubspot hubspot = new TestHubspot();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(300)
            .set(Setting.PAGE_SIZE, "100")
            .set(Setting.LEADS_SINKS, "hubspot")
            .setOf("hubspot", Setting.SINK_LOOK_UP_AFTER, "1s")
            .setOf("hubspot", Setting.DIALECT, "bearer-token")
            .setOf("hubspot", Setting.TOKEN, TestHubspot.TOKEN)
            .setOf("hubspot", Setting.CONNECTION_API_URL, hubspot.uri().toString());
  }

  @AfterEach
  void end() {
    job.close();
    hubspot.close();
  }

  @Test
  void theyGoInHundredsByTheirUniqueProperty() throws Exception {
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(hubspot.violations).isEmpty();
    assertThat(hubspot.sizes).contains(100).allMatch(size -> size <= 100);
    assertThat(hubspot.created).hasSize(300).doesNotHaveDuplicates();
    assertThat(job.flow().deliveries().pending()).isZero();
    JsonNode lead = hubspot.leads.get(job.leadIds().get(0));
    assertThat(lead.path("trace_capacity_kw").asText()).matches("\\d+(\\.\\d+)?");
  }

  @Test
  void thoseThatHubspotNamesAreInQuarantineAndNoOther() throws Exception {
    Set<String> refused = someRefused();
    job.sync();
    assertRefused(refused);
    assertThat(hubspot.sizes).hasSizeLessThan(10);
  }

  @Test
  void aBatchThatIsRefusedAsAWholeIsCutDownToThem() throws Exception {
    Set<String> refused = someRefused();
    hubspot.fate = number -> Fate.AS_A_WHOLE;
    job.sync();
    assertRefused(refused);
  }

  private Set<String> someRefused() {
    List<String> ids = job.leadIds();
    Set<String> refused = Set.of(ids.get(3), ids.get(120), ids.get(299));
    hubspot.refuses = lead -> refused.contains(lead.path("id").asText());
    return refused;
  }

  private void assertRefused(Set<String> refused) {
    assertThat(hubspot.violations).isEmpty();
    assertThat(hubspot.created).hasSize(297).doesNotHaveDuplicates();
    List<Map<String, Object>> rows = job.deliveries("state = 'QUARANTINED'");
    assertThat(rows).extracting(row -> row.get("lead_id")).hasSameElementsAs(refused);
    assertThat(rows)
        .extracting(row -> row.get("reason"))
        .containsOnly("VALIDATION_ERROR: Property values were not valid.");
  }

  @Test
  void aPropertyThatIsMissingClosesTheSinkAndIsNamedAndNoLeadIsBlamed() throws Exception {
    hubspot.properties.remove("trace_status");
    hubspot.properties.remove("trace_city");
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(hubspot.sizes).hasSizeLessThan(5);
    assertThat(job.flow().sinks().quarantined()).isZero();
    assertThat(job.flow().deliveries().complaint())
        .contains(
            "its leads do not have the property trace_city, trace_status; add it, or take it out of"
                + " mapping/hubspot.jslt.");
    hubspot.properties.addAll(List.of("trace_status", "trace_city"));
    job.sync();
    assertThat(hubspot.created).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void itsLimitIsWaitedFor() throws Exception {
    hubspot.fate = number -> number < 3 ? Fate.TOO_MANY : Fate.BY_LEAD;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(job.flow().deliveries().complaint())
        .contains("it answered 429, its limit TEN_SECONDLY_ROLLING.");
    job.sync();
    assertThat(hubspot.created).hasSize(300).doesNotHaveDuplicates();
    assertThat(job.deliveries("attempts > 0")).isEmpty();
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondLead() throws Exception {
    hubspot.fate = number -> number % 100 == 50 ? Fate.LOST_AFTER_COMMIT : Fate.BY_LEAD;
    job.setOf("hubspot", Setting.SINK_BATCH, "3").sync();
    assertThat(hubspot.sizes).hasSizeGreaterThan(100);
    assertThat(hubspot.created).hasSize(300).doesNotHaveDuplicates();
    assertThat(job.flow().deliveries().pending()).isZero();
  }
}
