package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.OfferTruth;
import io.github.tracebridge.sandbox.OfferVersion;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Offer files of a job that is killed, and what has to be true of them at the end. */
final class CrashedOffers {
  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final LedgerSettings ledger;
  private final Sandbox sandbox;
  private int dropped;

  CrashedOffers(Path folder, LedgerSettings ledger, Sandbox sandbox) throws IOException {
    this.folder = folder;
    this.ledger = ledger;
    this.sandbox = sandbox;
    Files.createDirectories(offers().resolve("inbox"));
  }

  private Path offers() {
    return ledger.folder().resolve("offers");
  }

  /** A file of one offer, each with a price of its own. */
  void drop(String name, int configuration, int price) throws IOException {
    drop(
        name,
        """
        {"offer":{"name":"%s","tariffType":5,"countryCode":"DE","technology":"Solar",
         "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
           "negativePrices":"Excluded","hedgeSharePercent":%d},
         "priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%d}}]}}"""
            .formatted(name, configuration, price));
  }

  void drop(String name, String content) throws IOException {
    Path inbox = offers().resolve("inbox");
    Path part = Files.writeString(inbox.resolve(name + ".part"), content);
    Files.move(part, inbox.resolve(name + ".json"), StandardCopyOption.ATOMIC_MOVE);
    dropped++;
  }

  int dropped() {
    return dropped;
  }

  /** The program, with looks and tries in quick succession. */
  ProcessBuilder job(String... command) {
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
            Map.entry("OFFERS_HOLD_ABOVE", "50"),
            Map.entry("OFFERS_RESEND_AFTER", "100ms"),
            Map.entry("HTTP_RETRY_DELAY", "20ms"),
            Map.entry("QUOTA_REQUESTS", "0"),
            Map.entry("QUOTA_WINDOW", "1s"),
            Map.entry("MANAGEMENT_PORT", "0")),
        command);
  }

  /** Each file at its end, on TRACE as often as its receipt says, and in order of arrival. */
  void check() throws IOException {
    assertThat(list("inbox")).isEmpty();
    assertThat(list("in-progress")).isEmpty();
    Map<String, JsonNode> receipts = receipts();
    assertThat(receipts).hasSize(dropped);
    Map<String, Integer> uploads = versions();
    receipts.forEach((name, receipt) -> checkUploads(receipt, uploads.getOrDefault(name, 0)));
    checkOrder(receipts);
  }

  private static void checkUploads(JsonNode receipt, int uploads) {
    int lost = receipt.path("lostAnswers").asInt();
    switch (receipt.path("outcome").asText()) {
      case "done" -> assertThat(uploads).as("%s", receipt).isBetween(1, 1 + lost);
      case "duplicate", "rejected" -> assertThat(uploads).as("%s", receipt).isZero();
      default -> assertThat(uploads).as("%s", receipt).isBetween(0, 1 + lost);
    }
  }

  private void checkOrder(Map<String, JsonNode> receipts) {
    for (OfferTruth truth : sandbox.offers().truth()) {
      List<Long> arrivals =
          truth.versions().stream()
              .map(version -> receipts.get(version.name()).path("number").asLong())
              .toList();
      assertThat(arrivals).isSorted();
    }
  }

  /** How often each offer is at TRACE, by its name. */
  Map<String, Integer> versions() {
    Map<String, Integer> versions = new HashMap<>();
    for (OfferTruth truth : sandbox.offers().truth()) {
      for (OfferVersion version : truth.versions()) {
        versions.merge(version.name(), 1, Integer::sum);
      }
    }
    return versions;
  }

  /** By the name that each file was dropped with. */
  Map<String, JsonNode> receipts() throws IOException {
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

  List<Path> list(String place) throws IOException {
    try (Stream<Path> files = Files.list(offers().resolve(place))) {
      return files.toList();
    }
  }
}
