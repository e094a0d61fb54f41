package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.lead.Window;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real job spends requests on, held against what the sandbox counted. */
class BillTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(60).set(Setting.QUOTA_REQUESTS, "5000");
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void leadsFilesAndOffersAreTold() throws Exception {
    job.offers().set(Setting.LEADS_FILES, "all");
    Path offers = Files.createDirectories(folder.resolve("offers/inbox"));
    Files.copy(Path.of("examples/offers/ppa/batch.json"), offers.resolve("batch.json"));
    job.sync();
    assertThat(bill())
        .isEqualTo(
            counted(
                Map.of(
                    "login", RequestKind.LOGIN,
                    "lead-pages", RequestKind.PAGE,
                    "files", RequestKind.DOWNLOAD,
                    "uploads", RequestKind.UPLOAD)))
        .containsEntry("uploads", 1L);
    assertThat(job.job().gate().spent()).isEqualTo(sum(bill()));
  }

  @Test
  void aReplayIsSpentOnTheSame() throws Exception {
    job.sandbox().faults().set(FaultKind.UNAUTHORIZED, Fault.next(1));
    job.sync();
    assertThat(bill())
        .isEqualTo(counted(Map.of("login", RequestKind.LOGIN, "lead-pages", RequestKind.PAGE)))
        .containsEntry("login", 2L);
  }

  @Test
  void aPlanIsAskedForAWindow() {
    Instant today = Instant.parse("2026-03-04T00:00:00Z");
    job.job().plan(new Window(today, today.plusSeconds(60)));
    assertThat(bill()).isEqualTo(Map.of("login", 1L, "windows", 1L));
  }

  @Test
  void aSinkHasABillOfItsOwn() throws Exception {
    try (TestCrm crm = new TestCrm()) {
      job.set(Setting.LEADS_SINKS, "http")
          .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
          .sync();
      assertThat(job.flow().sinks().connections().get(0).gate().bill())
          .isEqualTo(Map.of("deliveries", 60L));
    }
  }

  private Map<String, Long> bill() {
    return job.job().gate().bill();
  }

  private Map<String, Long> counted(Map<String, RequestKind> kinds) {
    Map<String, Long> counted = new HashMap<>();
    kinds.forEach((purpose, kind) -> counted.put(purpose, job.counters().requests(kind)));
    return counted;
  }

  private static long sum(Map<String, Long> bill) {
    return bill.values().stream().mapToLong(Long::longValue).sum();
  }
}
