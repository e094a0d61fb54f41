package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leads go to a CRM over HTTP: each once in effect, whatever the CRM answers. */
class CrmTest {
  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(60)
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
  }

  @AfterEach
  void end() {
    job.close();
    crm.close();
  }

  @Test
  void everyLeadIsPutUnderItsId() throws Exception {
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(crm.requests).hasSize(60);
    assertThat(job.flow().deliveries().pending()).isZero();
    job.sync();
    assertThat(crm.requests).as("nothing changed").hasSize(60);
  }
}
