package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import io.github.tracebridge.selftest.Trial;
import io.github.tracebridge.selftest.Weather;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
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
  private final Database database =
      Database.valueOf(System.getProperty("crash.ledger", Database.SQLITE.name()));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void losesNothingAndRepeatsNothingWheneverItIsKilled() throws Exception {
    LedgerSettings ledger = database.fresh(folder.resolve("data"));
    try (Sandbox sandbox = Sandbox.start(0, Weather.knobs(), Clock.systemUTC())) {
      sandbox.leads().fill(Seeding.of(LEADS));
      for (Poison kind : List.of(Poison.WITHOUT_ID, Poison.UNKNOWN_TARIFF, Poison.VERY_LARGE)) {
        sandbox.leads().addPoison(kind, 1);
      }
      Trial trial = new Trial(folder, sandbox, seed, ofLedger(ledger), Clock.systemUTC());
      for (int kill = 0; kill < kills; kill++) {
        trial.kill();
      }
      Counters disturbed = sandbox.counters();

      int exitCode = trial.finish();

      Map<String, List<String>> promises = trial.promises();
      int lines = trial.leads().size();
      System.out.printf(
          "%d kills on %s (seed %d): %d requests, %s; %d leads, %d lines; %d offer files; last exit"
              + " code %d: %s%n",
          kills,
          database,
          seed,
          disturbed.requests(RequestKind.PAGE),
          disturbed.faults(),
          sandbox.leads().size(),
          lines,
          trial.offers().count(),
          exitCode,
          promises);
      assertThat(promises).allSatisfy((promise, against) -> assertThat(against).isEmpty());
      try (Ledger log = Ledger.open(ledger)) {
        assertThat(log.jdbi().withHandle(CrashTest::numbersOfTheLog))
            .isEqualTo(LongStream.rangeClosed(1, lines).boxed().toList());
        assertThat(log.jdbi().withHandle(CrashTest::counted))
            .as("each lead is counted as delivered, once")
            .isEqualTo(log.jdbi().withHandle(CrashTest::leads));
      }
    }
  }

  private static Map<String, String> ofLedger(LedgerSettings ledger) {
    return Map.of(
        "DATA_DIR", ledger.folder().toString(),
        "LEDGER_URL", ledger.url(),
        "LEDGER_USERNAME", ledger.username());
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
}
