package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.selftest.DeliveredLines;
import io.github.tracebridge.selftest.JobProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A backfill as a process of its own, killed at each of its pages. */
class BackfillCrashTest {
  private static final int PAGES = 6;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void goesOnAtThePageWhereItStoodWheneverItIsKilled() throws Exception {
    Knobs knobs = Knobs.defaults().with("{quota:{requests:0},answers:{latency:'150ms'}}");
    try (Sandbox sandbox = Sandbox.start(0, knobs, Clock.systemUTC())) {
      sandbox.leads().fill(PAGES * 20);
      for (int kill = 0; kill < PAGES; kill++) {
        kill(sandbox, 1 + kill % 2);
      }
      long before = sandbox.counters().requests(RequestKind.PAGE);
      Process last = JobProcess.of(folder, environment(sandbox), "backfill").start();
      assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
      assertThat(DeliveredLines.read(folder.resolve("data/leads")).against(sandbox.leads().truth()))
          .isEqualTo(DeliveredLines.Verdict.FLAWLESS);
      assertThat(sandbox.counters().requests(RequestKind.PAGE) - before)
          .as("half of the kills let a page come in; what is left, and the head")
          .isEqualTo(PAGES - PAGES / 2 + 1);
    }
  }

  /** Kills it while it asks for its first page, or for its second: then the first one is in. */
  private void kill(Sandbox sandbox, int page) throws Exception {
    long before = sandbox.counters().requests(RequestKind.PAGE);
    String[] command = {"backfill", "--from", "2020-01-01", "--to", "2099-01-01"};
    Process process = JobProcess.of(folder, environment(sandbox), command).start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> sandbox.counters().requests(RequestKind.PAGE) >= before + page);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Map<String, String> environment(Sandbox sandbox) {
    return Map.of(
        "TRACE_AUTH_URL", sandbox.uri().toString(),
        "CAMEL_OAUTH_TRACE_CRM_CLIENT_ID", "crm-sync",
        "CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", "sandbox-secret",
        "CAMEL_OAUTH_TRACE_CRM_AUDIENCE", Knobs.AUDIENCE,
        "DATA_DIR", folder.resolve("data").toString(),
        "TRACE_LEADS_PAGE_SIZE", "20",
        "QUOTA_REQUESTS", "0",
        "MANAGEMENT_PORT", "0");
  }
}
