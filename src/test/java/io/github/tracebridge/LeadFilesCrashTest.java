package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.selftest.JobProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real job as a process of a small heap, killed while large files come. */
class LeadFilesCrashTest {
  private static final int SIZE = 40_000_000;

  @TempDir Path folder;

  @Test
  void noFileIsSeenInHalfUnderItsNameWheneverItIsKilled() throws Exception {
    try (Sandbox sandbox = Sandbox.start(0, knobs(), Clock.systemUTC())) {
      sandbox.leads().fill(6);
      sandbox.faults().set(FaultKind.FILE_SLOW, Fault.rate(0.5).delayed(Duration.ofSeconds(2)));
      for (int kill = 0; kill < 3; kill++) {
        runAndKill(sandbox, 300 + 700 * kill);
        assertThat(whole()).allSatisfy(file -> assertThat(file).hasSize(SIZE));
      }
      sandbox.faults().clear();

      Process last = JobProcess.of(folder, environment(sandbox), "sync", "--once").start();
      assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();

      assertThat(last.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
      assertThat(whole()).hasSize(8).allSatisfy(file -> assertThat(file).hasSize(SIZE));
      assertThat(files().toList()).as("nothing half is left").hasSameSizeAs(whole());
      assertThat(sandbox.counters().strayAuthorizations()).isZero();
    }
  }

  private void runAndKill(Sandbox sandbox, long after) throws Exception {
    long before = sandbox.counters().requests(RequestKind.FILE);
    Process process = JobProcess.of(folder, environment(sandbox), "run").start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> !process.isAlive() || sandbox.counters().requests(RequestKind.FILE) > before);
      assertThat(process.waitFor(after, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<Path> whole() throws IOException {
    return files().filter(file -> !file.toString().endsWith(".part")).toList();
  }

  private Stream<Path> files() throws IOException {
    Path files = folder.resolve("data/files");
    if (!Files.isDirectory(files)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.walk(files)) {
      return found.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static Knobs knobs() {
    return Knobs.defaults().with("{quota:{requests:0},files:{size:" + SIZE + "}}");
  }

  private Map<String, String> environment(Sandbox sandbox) {
    return Map.of(
        "TRACE_AUTH_URL", sandbox.uri().toString(),
        "CAMEL_OAUTH_TRACE_CRM_CLIENT_ID", "crm-sync",
        "CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", "sandbox-secret",
        "CAMEL_OAUTH_TRACE_CRM_AUDIENCE", Knobs.AUDIENCE,
        "DATA_DIR", folder.resolve("data").toString(),
        "LEADS_FILES", "all",
        "QUOTA_REQUESTS", "0",
        "MANAGEMENT_PORT", "0");
  }
}
