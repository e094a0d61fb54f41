package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines for machines: what the program says on standard error, by {@code log.format=json}. */
class JsonLogTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(3).set(Setting.LOG_FORMAT, "json");
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void everyLineIsOneObject() throws Exception {
    List<JsonNode> lines = lines(0);
    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("@timestamp").asText()).endsWith("Z");
              assertThat(line.path("service.name").asText()).isEqualTo("tracebridge");
            });
    assertThat(lines).anyMatch(line -> line.path("message").asText().startsWith("lead-"));
  }

  @Test
  void whyACommandFailedIsALineToo() throws Exception {
    job.set(Setting.LEADS_LOOKBACK, "some time");
    List<JsonNode> lines = lines(2);
    assertThat(lines)
        .singleElement()
        .satisfies(line -> assertThat(line.path("log.level").asText()).isEqualTo("ERROR"));
    assertThat(lines.get(0).path("message").asText()).startsWith("leads.lookback: ");
  }

  @Test
  void anotherFormIsRefused() throws Exception {
    job.set(Setting.LOG_FORMAT, "xml");
    try (Said said = new Said()) {
      assertThat(job.command("sync", "--once")).isEqualTo(2);
      assertThat(said.text())
          .contains("tracebridge: log.format: expected text or json, but was \"xml\". Correct it.");
    }
  }

  private List<JsonNode> lines(int exitCode) throws Exception {
    try (Said said = new Said()) {
      assertThat(job.command("sync", "--once")).isEqualTo(exitCode);
      return Said.objects(said.text());
    }
  }
}
