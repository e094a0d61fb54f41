package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a job is, by the command that an image asks. */
class HealthCommandTest {
  @TempDir Path folder;
  private final Said said = new Said();
  private String port = "";

  @BeforeEach
  void settle() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = String.valueOf(free.getLocalPort());
    }
    settings("management.host=0.0.0.0", "management.port=" + port);
  }

  @AfterEach
  void end() {
    said.close();
  }

  @Test
  void aJobThatIsLateIsDownButLive() throws Exception {
    try (WholeJob made = new WholeJob(folder.resolve("job")).set(Setting.MANAGEMENT_PORT, port)) {
      MutableClock clock = new MutableClock(Clock.systemUTC().instant());
      made.sandbox().faults().set(FaultKind.LOGIN_500, Fault.rate(1));
      try (Job job = made.scheduled(clock)) {
        job.start();
        clock.advance(Duration.ofHours(1));
        said.text();
        assertThat(health()).isOne();
        assertThat(said.text().lines())
            .contains("DOWN", "lead-freshness: no proved walk for more than 900 s");
        assertThat(health("live")).isZero();
        assertThat(said.text().lines()).contains("UP").doesNotContain("DOWN");
        assertThat(health("ready")).isZero();
      }
    }
  }

  @Test
  void whereNoJobIsItIsDown() {
    assertThat(health("live")).isOne();
    assertThat(said.text())
        .isEqualTo(
            "tracebridge: No job answers at http://127.0.0.1:"
                + port
                + "/observe/health/live (connection refused).\n");
  }

  @Test
  void whereNothingIsServedItSaysSo() throws IOException {
    settings("management.port=0");
    assertThat(health()).isEqualTo(2);
    assertThat(said.text()).contains("management.port is 0");
  }

  private int health(String... what) {
    String[] all = new String[what.length + 3];
    all[0] = "health";
    all[1] = "--config";
    all[2] = folder.resolve("settings").toString();
    System.arraycopy(what, 0, all, 3, what.length);
    return Tracebridge.run(all);
  }

  private void settings(String... lines) throws IOException {
    Files.write(folder.resolve("settings"), List.of(lines));
  }
}
