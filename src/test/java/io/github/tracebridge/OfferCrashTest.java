package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Offer files dropped into the inbox of the real job, which is killed at random while TRACE loses
 * answers. As often as wanted: {@code ./mvnw test -Dtest=OfferCrashTest -Dcrash.offer-kills=100}.
 */
class OfferCrashTest {
  private static final int CONFIGURATIONS = 6;

  private final int kills = Integer.getInteger("crash.offer-kills", 4);
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Database database =
      Database.valueOf(System.getProperty("crash.ledger", Database.SQLITE.name()));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void everyOfferIsExplainedAndNoneGoesUpTwiceUnsaid() throws Exception {
    Knobs knobs = Knobs.defaults().with("{quota:{requests:0,window:'1s'},answers:{latency:'5ms'}}");
    try (Sandbox sandbox = Sandbox.start(0, knobs, Clock.systemUTC())) {
      misbehave(sandbox);
      CrashedOffers offers =
          new CrashedOffers(folder, database.fresh(folder.resolve("data")), sandbox);
      for (int kill = 0; kill < kills; kill++) {
        for (int file = random.nextInt(3); file >= 0; file--) {
          int number = offers.files().count() + 1;
          offers.files().drop("F" + number, random.nextInt(CONFIGURATIONS), 1000 + number);
        }
        runAndKill(offers, sandbox);
      }
      sandbox.faults().clear();
      int exitCode = offers.job("sync", "--once").start().waitFor();
      print(offers, sandbox, exitCode);
      offers.check();
    }
  }

  private void print(CrashedOffers offers, Sandbox sandbox, int exitCode) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    offers
        .files()
        .receipts()
        .values()
        .forEach(r -> outcomes.merge(r.path("outcome").asText(), 1, Integer::sum));
    System.out.printf(
        "%d kills on %s (seed %d): %d files dropped, %d receipts, %s; %d uploads, %s; %d files went"
            + " up twice, last exit code %d%n",
        kills,
        database,
        seed,
        offers.files().count(),
        offers.files().receipts().size(),
        outcomes,
        sandbox.counters().requests(RequestKind.UPLOAD),
        sandbox.counters().faults(),
        offers.files().versions().values().stream().filter(times -> times > 1).count(),
        exitCode);
  }

  private void misbehave(Sandbox sandbox) {
    sandbox.faults().seed(seed);
    for (FaultKind kind : FaultKind.values()) {
      sandbox.faults().set(kind, Fault.rate(0.04).delayed(Duration.ofMillis(50)));
    }
  }

  private void runAndKill(CrashedOffers offers, Sandbox sandbox) throws Exception {
    long before = requests(sandbox);
    Process process = offers.job("run").start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !process.isAlive() || requests(sandbox) > before);
      assertThat(process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS))
          .as("the job ended by itself: %s", Files.readString(folder.resolve("log")))
          .isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static long requests(Sandbox sandbox) {
    return sandbox.counters().requests(RequestKind.LOGIN);
  }
}
