package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CRM that takes a hundred leads in one request, or none of them where it refuses one. */
class CrmBatchTest {
  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private WholeJob job;
  private Path mapping;
  private Set<String> poisoned;

  @BeforeEach
  void begin() throws IOException {
    mapping = Files.writeString(folder.resolve("crm.jslt"), "{\"id\": .id}");
    job =
        new WholeJob(folder)
            .leads(100)
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri().toString())
            .setOf("http", Setting.SINK_METHOD, "POST")
            .setOf("http", Setting.SINK_PATH, "/batch")
            .setOf("http", Setting.SINK_REPEAT, "safe")
            .setOf("http", Setting.SINK_BATCH, "100")
            .setOf("http", Setting.SINK_MAPPING, mapping.toString());
    List<String> ids = job.leadIds();
    poisoned = Set.of(ids.get(3), ids.get(50), ids.get(97));
    crm.refuses = lead -> poisoned.contains(lead.path("id").asText()) && !lead.has("origin");
  }

  @AfterEach
  void end() {
    job.close();
    crm.close();
  }

  @Test
  void threeThatAreRefusedAreFoundAndTheOthersDelivered() throws Exception {
    job.sync();
    assertThat(crm.byId).hasSize(97).doesNotContainKeys(poisoned.toArray(String[]::new));
    assertThat(job.flow().sinks().quarantined()).isEqualTo(3);
    assertThat(crm.requests).hasSizeLessThanOrEqualTo(2 * 3 * 7 + 1);
    assertThat(job.deliveries("state = 'QUARANTINED' and reason = 'it answered 422.'"))
        .extracting("lead_id")
        .containsExactlyInAnyOrderElementsOf(poisoned);
  }

  @Test
  void theyAreDeliveredWhenTheMappingIsMended() throws Exception {
    assertThat(job.command("sync", "--once")).as("needs a person").isEqualTo(3);
    Files.writeString(mapping, "{\"id\": .id, \"origin\": \"TRACE\"}");
    assertThat(job.command("leads", "replay", "--all")).isZero();
    int before = crm.requests.size();
    assertThat(job.command("sync", "--once")).isZero();
    assertThat(crm.byId).hasSize(100);
    assertThat(crm.requests).hasSize(before + 1);
    assertThat(job.deliveries("state <> 'DONE'")).isEmpty();
  }
}
