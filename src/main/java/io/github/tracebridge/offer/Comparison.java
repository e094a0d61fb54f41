package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.offer.reading.Configuration;
import io.github.tracebridge.offer.reading.Offer;
import io.github.tracebridge.offer.reading.OfferSink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's offers beside the last versions that TRACE took: which entries of their price matrices
 * are new, changed, unchanged or missing, and how far prices move. Not thread-safe.
 */
final class Comparison implements OfferSink {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final PriceBook prices;
  private final PriceMoves moves;
  private final NamedEntries added = new NamedEntries();
  private final NamedEntries changed = new NamedEntries();
  private final NamedEntries missing = new NamedEntries();
  private int newConfigurations;
  private long unchanged;

  /**
   * @param limit how far a price may move, in percent; null for any distance
   */
  Comparison(PriceBook prices, @Nullable BigDecimal limit) {
    this.prices = prices;
    this.moves = new PriceMoves(limit);
  }

  @Override
  public void offer(Offer offer) {
    Map<String, JsonNode> now = entries(offer.json());
    Map<String, List<Configuration>> byLast = new LinkedHashMap<>();
    for (Configuration each : offer.configurations()) {
      String last = prices.accepted(each).orElse("");
      byLast.computeIfAbsent(last, hash -> new ArrayList<>()).add(each);
    }
    byLast.forEach(
        (last, configurations) -> {
          newConfigurations += last.isEmpty() ? configurations.size() : 0;
          compare(
              Alike.of(configurations),
              last.isEmpty() ? Map.of() : entries(read(prices.body(last))),
              now);
        });
  }

  private void compare(Alike alike, Map<String, JsonNode> before, Map<String, JsonNode> now) {
    now.forEach(
        (entry, prices) -> {
          JsonNode old = before.get(entry);
          if (old == null) {
            added.add(alike, entry);
          } else if (compare(alike, entry, leaves(old), leaves(prices))) {
            unchanged += alike.configurations();
          } else {
            changed.add(alike, entry);
          }
        });
    before.keySet().stream()
        .filter(entry -> !now.containsKey(entry))
        .forEach(entry -> missing.add(alike, entry));
  }

  /** Whether nothing moved. */
  private boolean compare(
      Alike alike, String entry, Map<String, JsonNode> before, Map<String, JsonNode> now) {
    boolean same = before.keySet().equals(now.keySet());
    for (Map.Entry<String, JsonNode> leaf : now.entrySet()) {
      JsonNode old = before.get(leaf.getKey());
      if (old != null && old.isNumber() && leaf.getValue().isNumber()) {
        BigDecimal was = old.decimalValue();
        BigDecimal is = leaf.getValue().decimalValue();
        if (was.compareTo(is) != 0) {
          same = false;
          moves.add(PriceMove.of(alike, entry + " " + leaf.getKey(), was, is));
        }
      } else if (old != null && !old.equals(leaf.getValue())) {
        same = false;
      }
    }
    return same;
  }

  /** Says that prices move by more than the limit; empty where none does. */
  Optional<String> tooFar() {
    return moves.tooFar();
  }

  /** For the receipt; of entries and moves that are many the first are named. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("newConfigurations", newConfigurations);
    json.put("newEntries", added.all());
    json.put("changedEntries", changed.all());
    json.put("unchangedEntries", unchanged);
    json.put("missingEntries", missing.all());
    moves.write(json);
    missing.write(json.putObject("missing"));
    added.write(json.putObject("new"));
    changed.write(json.putObject("changed"));
    return json;
  }

  private static Map<String, JsonNode> entries(JsonNode offer) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    for (JsonNode entry : offer.path("priceMatrix")) {
      String place = entry.path("start").asText() + " " + entry.path("tenor").asText();
      entries.put(place, entry.path("prices"));
    }
    return entries;
  }

  /** The form of prices is not public: whatever is not an object or a list counts as a price. */
  private static Map<String, JsonNode> leaves(JsonNode prices) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    gather("", prices, leaves);
    return leaves;
  }

  private static void gather(String place, JsonNode node, Map<String, JsonNode> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(member -> gather(place + "/" + member.getKey(), member.getValue(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        gather(place + "/" + i, node.get(i), leaves);
      }
    } else {
      leaves.put(place, node);
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an accepted offer in the ledger is not JSON", e);
    }
  }
}
