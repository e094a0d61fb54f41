package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestSalesforce;
import io.github.tracebridge.sink.TestSalesforce.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leads go to Salesforce by the settings and mappings that are shipped. */
class SalesforceTest {
  private static final String RULE =
      "FIELD_CUSTOM_VALIDATION_EXCEPTION: The company is on the list of exclusions";

  @TempDir Path folder;
  private final TestSalesforce salesforce = new TestSalesforce();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(500)
            .set(Setting.PAGE_SIZE, "100")
            .set(Setting.LEADS_SINKS, "salesforce")
            .setOf("salesforce", Setting.SINK_LOOK_UP_AFTER, "1s")
            .setOf("salesforce", Setting.CLIENT_ID, "job")
            .setOf("salesforce", Setting.CLIENT_SECRET, "job-secret")
            .setOf("salesforce", Setting.DIALECT, "client-secret-post")
            .setOf("salesforce", Setting.CONNECTION_API_URL, salesforce.uri().toString())
            .setOf(
                "salesforce", Setting.TOKEN_ENDPOINT, salesforce.uri() + "/services/oauth2/token");
  }

  @AfterEach
  void end() {
    job.close();
    salesforce.close();
  }

  @Test
  void theyGoInTwoHundredsByTheirExternalId() throws Exception {
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(salesforce.violations).isEmpty();
    assertThat(salesforce.sizes).contains(200).allMatch(size -> size <= 200);
    assertThat(salesforce.created).hasSize(500).doesNotHaveDuplicates();
    assertThat(job.flow().deliveries().pending()).isZero();
    List<String> changed = job.sandbox().leads().change(3).stream().map(String::valueOf).toList();
    job.sync();
    assertThat(salesforce.created).hasSize(500);
    assertThat(salesforce.sizes.get(salesforce.sizes.size() - 1)).isEqualTo(changed.size());
  }

  @Test
  void whatIsRefusedIsInQuarantineAndAllElseThereOnce() throws Exception {
    List<String> ids = job.leadIds();
    Set<String> refused = Set.of(ids.get(7), ids.get(250), ids.get(251), ids.get(499));
    Set<String> locked = ConcurrentHashMap.newKeySet();
    locked.addAll(ids.subList(100, 140));
    salesforce.refuses =
        lead -> {
          String id = lead.path(TestSalesforce.FIELD).asText();
          return refused.contains(id)
              ? Optional.of(RULE)
              : locked.remove(id)
                  ? Optional.of("UNABLE_TO_LOCK_ROW: no exclusive access to 00Q" + id.hashCode())
                  : Optional.empty();
        };
    salesforce.fate =
        number ->
            number % 100 == 50
                ? Fate.LOST_AFTER_COMMIT
                : number == 20 ? Fate.UNAVAILABLE : Fate.ANSWERED;
    job.setOf("salesforce", Setting.SINK_BATCH, "5").sync();
    assertThat(salesforce.violations).isEmpty();
    assertThat(salesforce.sizes).hasSizeGreaterThan(100);
    assertThat(salesforce.created).hasSize(496).doesNotHaveDuplicates();
    assertThat(salesforce.leads).doesNotContainKeys(refused.toArray(String[]::new));
    assertThat(job.flow().deliveries().pending()).isZero();
    List<Map<String, Object>> rows = job.deliveries("state = 'QUARANTINED'");
    assertThat(rows).extracting(row -> row.get("lead_id")).hasSameElementsAs(refused);
    assertThat(rows).extracting(row -> row.get("reason")).containsOnly(RULE + ".");
    assertThat(job.deliveries("state = 'DONE'")).hasSize(496);
  }

  @Test
  void manyLockedRowsInOneAnswerAreOneFaultAndNotAsMany() throws Exception {
    Set<String> locked = ConcurrentHashMap.newKeySet();
    salesforce.refuses =
        lead -> {
          String id = lead.path(TestSalesforce.FIELD).asText();
          return locked.add(id)
              ? Optional.of("UNABLE_TO_LOCK_ROW: no exclusive access to 00Q" + id.hashCode())
              : Optional.empty();
        };
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(locked).hasSize(500);
    assertThat(job.flow().deliveries().complaint()).isEmpty();
  }

  @Test
  void withoutRequestsLeftNothingIsBlamed() throws Exception {
    closedBy(Fate.NO_REQUESTS_LEFT, "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
  }

  @Test
  void withoutTheFieldNothingIsBlamedEither() throws Exception {
    closedBy(
        Fate.NO_SUCH_FIELD,
        "NOT_FOUND: Provided external ID field does not exist or is not accessible: Trace_Id__c.");
  }

  private void closedBy(Fate fate, String reason) throws Exception {
    salesforce.fate = number -> fate;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(salesforce.sizes).hasSizeLessThanOrEqualTo(4);
    assertThat(job.flow().deliveries().complaint()).contains(reason);
    assertThat(job.flow().sinks().quarantined()).isZero();
    assertThat(job.flow().deliveries().pending()).isEqualTo(500);
    salesforce.fate = number -> Fate.ANSWERED;
    job.sync();
    assertThat(salesforce.created).hasSize(500).doesNotHaveDuplicates();
    assertThat(job.flow().deliveries().complaint()).isEmpty();
  }

  @Test
  void aLeadIsMappedToStandardFields() throws Exception {
    job.sync();
    JsonNode lead = salesforce.leads.get(job.leadIds().get(0));
    assertThat(lead.path("LastName").asText()).isNotBlank();
    assertThat(lead.path("Description").asText()).startsWith("Installed capacity: ");
  }
}
