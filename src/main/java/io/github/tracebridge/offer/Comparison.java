package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.offer.reading.Configuration;
import io.github.tracebridge.offer.reading.Offer;
import io.github.tracebridge.offer.reading.OfferSink;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's offers beside the last versions that TRACE took: which entries of their price matrices
 * are new, changed, unchanged or missing, and how far prices move. Not thread-safe.
 */
final class Comparison implements OfferSink {
  private static final int MOST_MOVES = 50;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final PriceBook prices;
  private int newConfigurations;
  private int newEntries;
  private int changed;
  private int unchanged;
  private int missing;
  private final PriorityQueue<Move> moves = new PriorityQueue<>(Comparator.comparing(Move::size));

  Comparison(PriceBook prices) {
    this.prices = prices;
  }

  /**
   * One price that moved.
   *
   * @param place entry and label, such as {@code 2027M04 9M /2027}
   * @param percent of the old price; null where that was 0 and no percent says it
   */
  record Move(
      String configuration,
      String place,
      BigDecimal before,
      BigDecimal after,
      @Nullable BigDecimal percent) {
    private static final BigDecimal BEYOND = BigDecimal.valueOf(Long.MAX_VALUE);

    /** How far, in percent; beyond all bounds from 0. */
    BigDecimal size() {
      return percent == null ? BEYOND : percent.abs();
    }

    String words() {
      return configuration
          + ", "
          + place
          + ": "
          + before.toPlainString()
          + " to "
          + after.toPlainString()
          + (percent == null ? "" : " (" + percent.setScale(1, RoundingMode.HALF_UP) + " %)");
    }
  }

  @Override
  public void offer(Offer offer) {
    for (Configuration configuration : offer.configurations()) {
      Optional<PriceBook.Accepted> last = prices.accepted(configuration);
      Map<String, JsonNode> now = entries(offer.json());
      if (last.isEmpty()) {
        newConfigurations++;
        newEntries += now.size();
      } else {
        compare(configuration.label(), entries(read(last.get().body())), now);
      }
    }
  }

  private void compare(String label, Map<String, JsonNode> before, Map<String, JsonNode> now) {
    now.forEach(
        (entry, prices) -> {
          JsonNode old = before.remove(entry);
          if (old == null) {
            newEntries++;
          } else if (compare(label, entry, leaves(old), leaves(prices))) {
            unchanged++;
          } else {
            changed++;
          }
        });
    missing += before.size();
  }

  /** Whether nothing moved. */
  private boolean compare(
      String label, String entry, Map<String, JsonNode> before, Map<String, JsonNode> now) {
    boolean same = before.keySet().equals(now.keySet());
    for (Map.Entry<String, JsonNode> leaf : now.entrySet()) {
      JsonNode old = before.get(leaf.getKey());
      if (old != null && old.isNumber() && leaf.getValue().isNumber()) {
        BigDecimal was = old.decimalValue();
        BigDecimal is = leaf.getValue().decimalValue();
        if (was.compareTo(is) != 0) {
          same = false;
          keep(new Move(label, entry + " " + leaf.getKey(), was, is, percent(was, is)));
        }
      } else if (old != null && !old.equals(leaf.getValue())) {
        same = false;
      }
    }
    return same;
  }

  private static @Nullable BigDecimal percent(BigDecimal was, BigDecimal is) {
    return was.signum() == 0
        ? null
        : is.subtract(was)
            .multiply(BigDecimal.valueOf(100))
            .divide(was.abs(), MathContext.DECIMAL64);
  }

  private void keep(Move move) {
    moves.add(move);
    if (moves.size() > MOST_MOVES) {
      moves.poll();
    }
  }

  /** The greatest moves, the greatest first. */
  List<Move> moves() {
    return moves.stream().sorted(Comparator.comparing(Move::size).reversed()).toList();
  }

  /** The greatest move where it is above the limit; empty where none is. */
  Optional<Move> above(@Nullable BigDecimal percent) {
    return percent == null
        ? Optional.empty()
        : moves().stream().findFirst().filter(move -> move.size().compareTo(percent) > 0);
  }

  /** For the receipt. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("newConfigurations", newConfigurations);
    json.put("newEntries", newEntries);
    json.put("changedEntries", changed);
    json.put("unchangedEntries", unchanged);
    json.put("missingEntries", missing);
    ArrayNode list = json.putArray("greatestMoves");
    moves().forEach(move -> list.add(move.words()));
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
