package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRACE's leads change their form under a job that runs. */
class DriftTest {
  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private WholeJob whole;

  @AfterEach
  void end() {
    whole.close();
  }

  @Test
  void aFieldOfAnotherTypeIsSaidOnceAndWhatIsKnownIsNot() throws Exception {
    whole = new WholeJob(folder).leads(30).set(Setting.LEADS_FULL_SCHEDULE, "1ms");
    listen();
    whole.sync();
    assertThat(told).as("the first walk shows what there is").isEmpty();
    assertThat(whole.flow().monitor().getFields()).isGreaterThan(30);
    whole.restart();
    listen();
    whole.sync();
    assertThat(told).isEmpty();
    whole.turn("{lead:{discriminator:'string'}}").sync().sync();
    assertThat(told)
        .singleElement()
        .asString()
        .contains("fields that they never had: /tariffs/*/tariffType (string)");
    whole.restart();
    listen();
    whole.sync();
    assertThat(told).hasSize(1);
  }

  private void listen() {
    whole
        .flow()
        .monitor()
        .addNotificationListener((said, handback) -> told.add(said.getMessage()), null, null);
  }
}
