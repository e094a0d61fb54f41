package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FirstWalkTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(50);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"366d", "0 0 0 1 1 ?", "0 0 0 1 1 ? GMT+2"})
  void theFirstWalkIsMadeAtStartWhateverTheSchedule(String schedule) {
    job.set(Setting.LEADS_SCHEDULE, schedule);
    try (Job scheduled = job.scheduled()) {
      scheduled.start();
      await().until(() -> job.lines().size() == 50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"366d", "0 0 0 1 1 ?"})
  void itIsOneOfEverythingOnlyWhenThatIsDue(String schedule) throws Exception {
    job.sync().restart().sandbox().resetCounters();
    job.sandbox().leads().add(1);
    job.set(Setting.LEADS_SCHEDULE, schedule).set(Setting.LEADS_FULL_SCHEDULE, "0 0 3 1 1 ?");
    try (Job scheduled = job.scheduled()) {
      scheduled.start();
      await().until(() -> job.lines().size() == 51 && job.pages() > 1);
    }
    assertThat(job.pages()).as("one a date filter").isEqualTo(2);
  }

  @Test
  void ofAnotherTraceAllIsWalkedThoughTheLedgerStandsElsewhere() throws Exception {
    job.sync().close();
    job = new WholeJob(folder).leads(50);
    UUID older = job.sandbox().leads().addLate(1, Duration.ofDays(3)).get(0);
    job.sync();
    assertThat(job.lines().ofLead(older)).hasSize(1);
  }
}
