package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real job as a process of its own, killed at random while TRACE misbehaves in every way it
 * can. As often as wanted: {@code ./mvnw test -Dtest=CrashTest -Dcrash.kills=100}, with {@code
 * -Dcrash.ledger=POSTGRESQL} on the other database.
 */
class CrashTest {
  private static final int LEADS = 1500;

  private final int kills = Integer.getInteger("crash.kills", 10);
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Database database =
      Database.valueOf(System.getProperty("crash.ledger", Database.SQLITE.name()));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private LedgerSettings ledger;

  @BeforeEach
  void choose() {
    ledger = database.fresh(folder.resolve("data"));
  }

  @Test
  void losesNothingAndRepeatsNothingWheneverItIsKilled() throws Exception {
    try (Sandbox sandbox = Sandbox.start(0, knobs(), Clock.systemUTC())) {
      sandbox.leads().fill(Seeding.of(LEADS));
      for (Poison kind : List.of(Poison.WITHOUT_ID, Poison.UNKNOWN_TARIFF, Poison.VERY_LARGE)) {
        sandbox.leads().addPoison(kind, 1);
      }
      misbehave(sandbox);
      for (int kill = 0; kill < kills; kill++) {
        runAndKill(sandbox);
      }
      Counters disturbed = sandbox.counters();
      sandbox.faults().clear();

      int exitCode = job(sandbox, "sync", "--once").start().waitFor();

      DeliveredLines lines = DeliveredLines.read(folder.resolve("data/leads"));
      DeliveredLines.Verdict verdict = lines.against(sandbox.leads().truth());
      System.out.printf(
          "%d kills on %s (seed %d): %d requests, %s; %d leads, %d lines: lost %d, duplicated %d,"
              + " malformed %d, last exit code %d%n",
          kills,
          database,
          seed,
          disturbed.requests(RequestKind.PAGE),
          disturbed.faults(),
          sandbox.leads().size(),
          lines.size(),
          verdict.lost().size(),
          verdict.duplicated().size(),
          verdict.malformed().size(),
          exitCode);
      assertThat(verdict).isEqualTo(DeliveredLines.Verdict.FLAWLESS);
      assertThat(sandbox.counters().forbidden()).isZero();
      try (Ledger log = Ledger.open(ledger)) {
        assertThat(log.jdbi().withHandle(CrashTest::numbersOfTheLog))
            .isEqualTo(LongStream.rangeClosed(1, lines.size()).boxed().toList());
        assertThat(log.jdbi().withHandle(CrashTest::counted))
            .as("each lead is counted as delivered, once")
            .isEqualTo(log.jdbi().withHandle(CrashTest::leads));
      }
    }
  }

  private static List<Long> numbersOfTheLog(Handle sql) {
    return sql.select("select seq from lead_version order by seq").mapTo(Long.class).list();
  }

  private static long counted(Handle sql) {
    return sql.select("select sum(leads) from delivered_count").mapTo(Long.class).one();
  }

  private static long leads(Handle sql) {
    return sql.select("select count(*) from lead").mapTo(Long.class).one();
  }

  private static Knobs knobs() {
    return Knobs.defaults()
        .with("{login:{tokenTtl:'2s'}, quota:{requests:300,window:'1s',reset:'epoch-millis'}}")
        .with("{answers:{latency:'3ms'},listing:{beyondLast:'404'}}");
  }

  private void misbehave(Sandbox sandbox) {
    sandbox.faults().seed(seed);
    Map<FaultKind, Double> rates =
        Map.of(
            FaultKind.LEAD_INSERTED, 0.05,
            FaultKind.LEAD_DELETED, 0.02,
            FaultKind.LEAD_CHANGED, 0.2);
    for (FaultKind kind : FaultKind.values()) {
      Fault fault = Fault.rate(rates.getOrDefault(kind, 0.01));
      sandbox.faults().set(kind, fault.delayed(Duration.ofMillis(20)));
    }
  }

  private void runAndKill(Sandbox sandbox) throws Exception {
    long before = sandbox.counters().requests(RequestKind.PAGE);
    Process process = job(sandbox, "run").start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> !process.isAlive() || sandbox.counters().requests(RequestKind.PAGE) > before);
      assertThat(process.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS))
          .as("the job ended by itself: %s", Files.readString(folder.resolve("log")))
          .isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private ProcessBuilder job(Sandbox sandbox, String... command) throws IOException {
    return JobProcess.of(folder, environment(sandbox), command);
  }

  private Map<String, String> environment(Sandbox sandbox) {
    return Map.ofEntries(
        Map.entry("TRACE_AUTH_URL", sandbox.uri().toString()),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_ID", "crm-sync"),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", "sandbox-secret"),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_AUDIENCE", Knobs.AUDIENCE),
        Map.entry("DATA_DIR", ledger.folder().toString()),
        Map.entry("LEDGER_URL", ledger.url()),
        Map.entry("LEDGER_USERNAME", ledger.username()),
        Map.entry("LEADS_SCHEDULE", "500ms"),
        Map.entry("LEADS_FULL_SCHEDULE", "2s"),
        Map.entry("HTTP_RETRY_DELAY", "20ms"),
        Map.entry("QUOTA_REQUESTS", "300"),
        Map.entry("QUOTA_WINDOW", "1s"),
        Map.entry("MANAGEMENT_PORT", "0"));
  }
}
