package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.ops.Incident;
import io.github.tracebridge.ops.Trouble;
import io.github.tracebridge.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRACE's leads change their form under a job that runs. */
class DriftTest {
  @TempDir Path folder;
  private WholeJob whole;

  @AfterEach
  void end() {
    whole.close();
  }

  @Test
  void aFieldOfAnotherTypeIsSaidOnceAndWhatIsKnownIsNot() throws Exception {
    whole =
        new WholeJob(folder)
            .leads(30)
            .set(Setting.LEADS_FULL_SCHEDULE, "1ms")
            .set("camel.main.jmx-enabled", "true");
    whole.sync();
    assertThat(told()).as("the first walk shows what there is").isEmpty();
    assertThat(Jmx.number("type=Leads", "Fields")).isGreaterThan(30);
    whole.restart().sync();
    assertThat(told()).isEmpty();
    whole.turn("{lead:{discriminator:'string'}}").sync().sync();
    assertThat(told())
        .singleElement()
        .asString()
        .contains("fields that they never had: /tariffs/*/tariffType (string)");
    assertThat(Jmx.get("type=Leads", "NewFields")).isEqualTo(told().get(0));
    long before = incidents().get(0).id();
    whole.restart().sync();
    assertThat(incidents()).as("none began anew").extracting(Incident::id).containsExactly(before);
    assertThat(Jmx.get("type=Leads", "NewFields")).isEqualTo("");
  }

  @Test
  void theFieldsThatLeadsHaveHadAreShown() throws Exception {
    whole = new WholeJob(folder).leads(30).set("camel.main.jmx-enabled", "true");
    whole.job();
    assertThat(shown()).contains("0 fields of all types");
    whole.sync();
    assertThat(shown())
        .containsPattern("first seen +last seen +type +field\\R")
        .containsPattern("\\R[-\\d]{10}T\\S+Z +[-\\d]{10} +string +/id\\R")
        .containsPattern(" number +/tariffs/\\*/tariffType\\R")
        .containsPattern("\\R\\d+ fields of all types\\R");
    assertThat(new ObjectMapper().readTree(shown("--json")))
        .hasSize((int) Jmx.number("type=Leads", "Fields"))
        .allSatisfy(row -> assertThat(row.properties()).hasSize(4))
        .anySatisfy(
            row -> {
              assertThat(row.path("path").asText()).isEqualTo("/id");
              assertThat(row.path("type").asText()).isEqualTo("string");
              assertThat(row.path("firstSeen").asText()).endsWith("Z");
              assertThat(row.path("lastSeen").asText()).hasSize(10);
            });
  }

  @Test
  void aWalkThatSeesAFieldKeepsTheDay() throws Exception {
    whole = new WholeJob(folder).leads(3).sync();
    whole.ledger(
        jdbi -> jdbi.withHandle(tx -> tx.execute("update lead_field set last_seen='2020-01-01'")));
    whole.reconcile();
    assertThat(shown()).doesNotContain("2020-01-01");
  }

  private String shown(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("state", "show", "--fields", "--config"));
    command.add(whole.settingsFile().toString());
    command.addAll(List.of(options));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(said, true));
    try {
      assertThat(Tracebridge.run(command.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(out);
    }
    return said.toString();
  }

  private List<String> told() {
    return incidents().stream().map(Incident::sentence).toList();
  }

  /** That are open. */
  private List<Incident> incidents() {
    whole.job().call("direct:watch");
    return whole.job().operations().watch().open().stream()
        .filter(incident -> incident.trouble() == Trouble.FIELDS)
        .toList();
  }
}
