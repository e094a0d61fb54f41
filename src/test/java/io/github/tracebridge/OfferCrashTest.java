package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.OfferTruth;
import io.github.tracebridge.sandbox.OfferVersion;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Offer files dropped into the inbox of the real job, which is killed at random while TRACE loses
 * answers. As often as wanted: {@code ./mvnw test -Dtest=OfferCrashTest -Dcrash.offer-kills=100}.
 */
class OfferCrashTest {
  private static final int CONFIGURATIONS = 6;

  private final ObjectMapper json = new ObjectMapper();
  private final int kills = Integer.getInteger("crash.offer-kills", 4);
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Database database =
      Database.valueOf(System.getProperty("crash.ledger", Database.SQLITE.name()));
  private int dropped;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private LedgerSettings ledger;
  private Path offers;

  @BeforeEach
  void choose() throws IOException {
    ledger = database.fresh(folder.resolve("data"));
    offers = folder.resolve("data/offers");
    Files.createDirectories(offers.resolve("inbox"));
  }

  @Test
  void everyOfferIsExplainedAndNoneGoesUpTwiceUnsaid() throws Exception {
    Knobs knobs = Knobs.defaults().with("{quota:{requests:0,window:'1s'},answers:{latency:'5ms'}}");
    try (Sandbox sandbox = Sandbox.start(0, knobs, Clock.systemUTC())) {
      misbehave(sandbox);
      for (int kill = 0; kill < kills; kill++) {
        drop(1 + random.nextInt(3));
        runAndKill(sandbox);
      }
      sandbox.faults().clear();
      int exitCode = job(sandbox, "sync", "--once").start().waitFor();
      Map<String, JsonNode> receipts = receipts();
      Map<String, Integer> uploaded = versions(sandbox);
      print(sandbox, receipts, uploaded, exitCode);

      assertThat(list("inbox")).isEmpty();
      assertThat(list("in-progress")).isEmpty();
      assertThat(receipts).hasSize(dropped);
      receipts.forEach((name, receipt) -> checkUploads(receipt, uploaded.getOrDefault(name, 0)));
      checkOrder(sandbox, receipts);
    }
  }

  private void print(
      Sandbox sandbox,
      Map<String, JsonNode> receipts,
      Map<String, Integer> uploaded,
      int exitCode) {
    Map<String, Integer> outcomes = new TreeMap<>();
    receipts.values().forEach(r -> outcomes.merge(r.path("outcome").asText(), 1, Integer::sum));
    long twice = uploaded.values().stream().filter(times -> times > 1).count();
    System.out.printf(
        "%d kills on %s (seed %d): %d files dropped, %d receipts, %s; %d uploads, %s; %d files went"
            + " up twice, last exit code %d%n",
        kills,
        database,
        seed,
        dropped,
        receipts.size(),
        outcomes,
        sandbox.counters().requests(RequestKind.UPLOAD),
        sandbox.counters().faults(),
        twice,
        exitCode);
  }

  /** As often at TRACE as its receipt says. */
  private static void checkUploads(JsonNode receipt, int uploads) {
    int lost = receipt.path("lostAnswers").asInt();
    switch (receipt.path("outcome").asText()) {
      case "done" -> assertThat(uploads).as("%s", receipt).isBetween(1, 1 + lost);
      case "duplicate", "rejected" -> assertThat(uploads).as("%s", receipt).isZero();
      default -> assertThat(uploads).as("%s", receipt).isBetween(0, 1 + lost);
    }
  }

  /** On TRACE the versions of a configuration stand in the order in which the files arrived. */
  private static void checkOrder(Sandbox sandbox, Map<String, JsonNode> receipts) {
    for (OfferTruth truth : sandbox.offers().truth()) {
      List<Long> arrivals =
          truth.versions().stream()
              .map(version -> receipts.get(version.name()).path("number").asLong())
              .toList();
      assertThat(arrivals).isSorted();
    }
  }

  private static Map<String, Integer> versions(Sandbox sandbox) {
    Map<String, Integer> versions = new HashMap<>();
    for (OfferTruth truth : sandbox.offers().truth()) {
      for (OfferVersion version : truth.versions()) {
        versions.merge(version.name(), 1, Integer::sum);
      }
    }
    return versions;
  }

  /** By the name of the one offer in each file. */
  private Map<String, JsonNode> receipts() throws IOException {
    Map<String, JsonNode> receipts = new HashMap<>();
    for (String place : List.of("done", "partial", "rejected", "unclear")) {
      for (Path file : list(place)) {
        String name = file.getFileName().toString();
        if (name.endsWith(".receipt.json")) {
          assertThat(file.resolveSibling(name.replace(".receipt.json", ""))).exists();
          JsonNode receipt = json.readTree(file.toFile());
          receipts.put(receipt.path("file").asText().replace(".json", ""), receipt);
        }
      }
    }
    return receipts;
  }

  private List<Path> list(String place) throws IOException {
    try (Stream<Path> files = Files.list(offers.resolve(place))) {
      return files.toList();
    }
  }

  private void drop(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      String name = "F" + ++dropped;
      String offer =
          """
          {"offer":{"name":"%s","tariffType":5,"countryCode":"DE","technology":"Solar",
           "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
             "negativePrices":"Excluded","hedgeSharePercent":%d},
           "priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%d}}]}}"""
              .formatted(name, random.nextInt(CONFIGURATIONS), 1000 + dropped);
      Path part = Files.writeString(offers.resolve("inbox").resolve(name + ".part"), offer);
      Files.move(part, part.resolveSibling(name + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void misbehave(Sandbox sandbox) {
    sandbox.faults().seed(seed);
    for (FaultKind kind : FaultKind.values()) {
      sandbox.faults().set(kind, Fault.rate(0.04).delayed(Duration.ofMillis(50)));
    }
  }

  private void runAndKill(Sandbox sandbox) throws Exception {
    long before = requests(sandbox);
    Process process = job(sandbox, "run").start();
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

  private ProcessBuilder job(Sandbox sandbox, String... command) {
    return JobProcess.of(
        folder,
        Map.ofEntries(
            Map.entry("TRACE_AUTH_URL", sandbox.uri().toString()),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID", "price-desk"),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET", "sandbox-upload-secret"),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE", Knobs.AUDIENCE),
            Map.entry("DATA_DIR", ledger.folder().toString()),
            Map.entry("LEDGER_URL", ledger.url()),
            Map.entry("LEDGER_USERNAME", ledger.username()),
            Map.entry("OFFERS_LOOK", "20ms"),
            Map.entry("OFFERS_SETTLE", "20ms"),
            Map.entry("OFFERS_RESEND_AFTER", "100ms"),
            Map.entry("HTTP_RETRY_DELAY", "20ms"),
            Map.entry("QUOTA_REQUESTS", "0"),
            Map.entry("QUOTA_WINDOW", "1s"),
            Map.entry("MANAGEMENT_PORT", "0")),
        command);
  }
}
