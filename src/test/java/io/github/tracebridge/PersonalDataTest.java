package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a CRM answers, nobody is named in reasons, in quarantine and in the log. */
class PersonalDataTest {
  private static final String OTHER = "looks like Björn Fuß <x@y.example>";

  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private WholeJob job;

  @BeforeEach
  void begin() throws Exception {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    Path mapping = Files.writeString(folder.resolve("crm.jslt"), ".");
    Files.writeString(
        folder.resolve("crm.answer.jslt"),
        "if ($status == 422) [{\"ok\": false, \"reason\": .message}] else null");
    job =
        new WholeJob(folder)
            .leads(3)
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_MAPPING, mapping.toString())
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
    crm.refuses = lead -> true;
  }

  @AfterEach
  void end() {
    System.setOut(out);
    System.setErr(err);
    job.close();
    crm.close();
  }

  @Test
  void notTheLeadAsACrmWritesIt() throws Exception {
    crm.why =
        lead ->
            TestCrm.message(
                "FIELD_CUSTOM_VALIDATION_EXCEPTION: "
                    + spelt(lead.at("/contact/lastName"))
                    + " is on the list, "
                    + lead.at("/contact/phone").asText().replace(" ", ""));
    refused("FIELD_CUSTOM_VALIDATION_EXCEPTION: *** is on the list");
  }

  @Test
  void notTheLeadInEscapes() throws Exception {
    job.set(Setting.SINK_MAPPING.property("http"), folder.resolve("none.jslt").toString());
    Files.writeString(folder.resolve("none.jslt"), ".");
    crm.why =
        lead ->
            lead.at("/contact/lastName")
                .asText()
                .chars()
                .mapToObj("\\u%04x"::formatted)
                .collect(Collectors.joining("", "{\"message\":\"unwanted: ", "\"}"));
    job.sync();
    assertThat(rows())
        .extracting(row -> row.get("response"))
        .containsOnly("{\"message\":\"unwanted: ***\"}");
  }

  @Test
  void notSomebodyElse() throws Exception {
    crm.why = lead -> TestCrm.message(OTHER);
    refused("looks like *** <***>.");
  }

  /** A row that is no lead, a mapping that fails with a name in its words, and a CRM's refusals. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void notInEitherFormOfTheLog(String format) throws Exception {
    Files.writeString(
        folder.resolve("crm.jslt"),
        "if (ends-with(.contact.lastName, \"n\")) number(.contact.lastName) else .");
    job.sandbox().leads().add(27);
    job.sandbox().leads().addPoison(Poison.WITHOUT_ID);
    crm.why = lead -> TestCrm.message("no " + lead.at("/contact"));
    job.set(Setting.LOG_FORMAT, format);
    assertThat(job.command("sync", "--once")).as("needs a person").isEqualTo(3);
    String log = said.toString(StandardCharsets.UTF_8);
    assertThat(log)
        .contains(" is in quarantine: the mapping ", " 1 rejected")
        .containsPattern("\\d+ more lines like this were left out within a minute: ");
    Set<String> people = people();
    assertThat(people).hasSizeGreaterThan(100).noneMatch(log::contains);
    String reasons = rows().stream().map(row -> row.get("reason")).toList().toString();
    assertThat(reasons).as("also those left out").contains("the mapping ", "no {\"firstName\":");
    assertThat(people).noneMatch(reasons::contains);
  }

  /** What the leads in the ledger tell of people: names, addresses, ways to reach them. */
  private Set<String> people() throws Exception {
    List<String> leads =
        job.ledger(
            jdbi ->
                jdbi.withHandle(
                    tx ->
                        tx.createQuery("select body from lead_version")
                            .mapTo(String.class)
                            .list()));
    Set<String> told = new TreeSet<>();
    for (String lead : leads) {
      JsonNode node = new ObjectMapper().readTree(lead);
      for (String place :
          List.of(
              "/contact/lastName",
              "/contact/email",
              "/contact/phone",
              "/company/name",
              "/company/street")) {
        told.add(node.at(place).asText("null"));
      }
    }
    told.remove("null");
    return told;
  }

  private void refused(String reason) throws Exception {
    assertThat(job.command("sync", "--once")).as("needs a person").isEqualTo(3);
    List<Map<String, Object>> rows = rows();
    assertThat(rows).hasSize(3);
    assertThat(rows).allMatch(row -> String.valueOf(row.get("reason")).startsWith(reason));
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("is in quarantine: " + reason)
        .doesNotContain("Björn", "Fuß", "y.example", "+49");
    for (Map<String, Object> row : rows) {
      assertThat(row.get("response").toString()).doesNotContain("Björn", "y.example", "+49");
    }
  }

  private static String spelt(JsonNode name) {
    return name.asText()
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .toUpperCase(Locale.ROOT);
  }

  private List<Map<String, Object>> rows() {
    return job.deliveries("state = 'QUARANTINED'");
  }
}
