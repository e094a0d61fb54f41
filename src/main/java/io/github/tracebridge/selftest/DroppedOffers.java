package io.github.tracebridge.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.OfferBook;
import io.github.tracebridge.sandbox.OfferTruth;
import io.github.tracebridge.sandbox.OfferVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Offer files that were dropped, and what became of them. Not thread-safe. */
public final class DroppedOffers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ENDS = List.of("done", "partial", "rejected", "unclear");

  private final Path folder;
  private final OfferBook there;
  private int count;

  /**
   * @param folder the parent of {@code inbox}, which is made
   * @param there what came to TRACE's stand-in
   */
  public DroppedOffers(Path folder, OfferBook there) throws IOException {
    this.folder = folder;
    this.there = there;
    Files.createDirectories(folder.resolve("inbox"));
  }

  /**
   * A file of one offer.
   *
   * @param name of the file, without its ending, and of the offer; another one each time
   * @param configuration offers of one number replace each other at TRACE
   * @param price in EUR/MWh
   */
  public void drop(String name, int configuration, int price) throws IOException {
    drop(
        name,
        """
        {"offer":{"name":"%s","tariffType":5,"countryCode":"DE","technology":"Solar",
         "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
           "negativePrices":"Excluded","hedgeSharePercent":%d},
         "priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%d}}]}}"""
            .formatted(name, configuration, price));
  }

  /** A file of that content, which appears whole. */
  public void drop(String name, String content) throws IOException {
    Path inbox = folder.resolve("inbox");
    Path part = Files.writeString(inbox.resolve(name + ".part"), content);
    Files.move(part, inbox.resolve(name + ".json"), StandardCopyOption.ATOMIC_MOVE);
    count++;
  }

  /** How many were dropped. */
  public int count() {
    return count;
  }

  /** What is not at its end with a receipt, a sentence each; empty where all are. */
  public List<String> unexplained() throws IOException {
    List<String> found = new ArrayList<>();
    for (String place : List.of("inbox", "in-progress")) {
      list(place).forEach(file -> found.add("still there: " + place + "/" + file.getFileName()));
    }
    int receipts = receipts().size();
    if (receipts != count) {
      found.add("expected " + count + " receipts, but were " + receipts);
    }
    return found;
  }

  /**
   * What is at TRACE otherwise than its receipt says, a sentence each; empty where nothing is. One
   * whose answer was lost may be there once more, as its receipt says; offers of one configuration
   * are there as they arrived.
   */
  public List<String> unsaid() throws IOException {
    List<String> found = new ArrayList<>();
    Map<String, JsonNode> receipts = receipts();
    Map<String, Integer> uploads = versions();
    receipts.forEach(
        (name, receipt) -> {
          int times = uploads.getOrDefault(name, 0);
          if (times < least(receipt) || times > most(receipt)) {
            found.add(name + " is at TRACE " + times + " times, and its receipt says " + receipt);
          }
        });
    for (OfferTruth truth : there.truth()) {
      List<String> names = truth.versions().stream().map(OfferVersion::name).toList();
      List<Long> arrivals =
          names.stream()
              .map(receipts::get)
              .map(receipt -> receipt == null ? -1L : receipt.path("number").asLong())
              .toList();
      if (!arrivals.equals(arrivals.stream().sorted().toList())) {
        found.add("out of order at TRACE: " + names);
      }
    }
    return found;
  }

  private static int least(JsonNode receipt) {
    return receipt.path("outcome").asText().equals("done") ? 1 : 0;
  }

  private static int most(JsonNode receipt) {
    return switch (receipt.path("outcome").asText()) {
      case "duplicate", "rejected" -> 0;
      default -> 1 + receipt.path("lostAnswers").asInt();
    };
  }

  /** How often each offer is at TRACE, by its name. */
  public Map<String, Integer> versions() {
    Map<String, Integer> versions = new HashMap<>();
    for (OfferTruth truth : there.truth()) {
      for (OfferVersion version : truth.versions()) {
        versions.merge(version.name(), 1, Integer::sum);
      }
    }
    return versions;
  }

  /** Those beside their files, by the names that these were dropped with. */
  public Map<String, JsonNode> receipts() throws IOException {
    Map<String, JsonNode> receipts = new HashMap<>();
    for (String place : ENDS) {
      for (Path file : list(place)) {
        String name = file.getFileName().toString();
        if (name.endsWith(".receipt.json") && isWhole(file, name.replace(".receipt.json", ""))) {
          JsonNode receipt = JSON.readTree(file.toFile());
          receipts.put(receipt.path("file").asText().replace(".json", ""), receipt);
        }
      }
    }
    return receipts;
  }

  /** Whether the file itself lies there too, and the receipt for people. */
  private static boolean isWhole(Path receipt, String file) throws IOException {
    Path words = receipt.resolveSibling(file + ".receipt.txt");
    return Files.exists(receipt.resolveSibling(file))
        && Files.exists(words)
        && Files.size(words) > 0;
  }

  /** How many answers of TRACE are lost, by all receipts. */
  public int lostAnswers() throws IOException {
    return receipts().values().stream().mapToInt(it -> it.path("lostAnswers").asInt()).sum();
  }

  /** What lies in one of the places, such as {@code held}; nothing where it is not made yet. */
  public List<Path> list(String place) throws IOException {
    Path files = folder.resolve(place);
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(files)) {
      return inside.toList();
    }
  }
}
