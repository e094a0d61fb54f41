package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** How far prices moved: the greatest moves are kept, the rest counted. Not thread-safe. */
final class PriceMoves {
  private static final int MOST = 50;

  private final @Nullable BigDecimal limit;
  private final PriorityQueue<PriceMove> greatest =
      new PriorityQueue<>(Comparator.comparing(PriceMove::size));
  private long all;
  private long tooFar;

  /**
   * @param limit in percent; null where no move is too far
   */
  PriceMoves(@Nullable BigDecimal limit) {
    this.limit = limit;
  }

  void add(PriceMove move) {
    int configurations = move.alike().configurations();
    all += configurations;
    if (limit != null && move.size().compareTo(limit) > 0) {
      tooFar += configurations;
    }
    greatest.add(move);
    if (greatest.size() > MOST) {
      greatest.poll();
    }
  }

  /** Says that some are above the limit, with the greatest one; empty where none is. */
  Optional<String> tooFar() {
    if (tooFar == 0) {
      return Optional.empty();
    }
    String which = kept().get(0).words();
    return Optional.of(
        tooFar == 1
            ? "a price moves by more than " + limit + " %: " + which
            : tooFar + " prices move by more than " + limit + " %, most of all " + which);
  }

  void write(ObjectNode json) {
    json.put("movedPrices", all);
    if (limit != null) {
      json.put("limit", limit + " %");
      json.put("movesAboveLimit", tooFar);
    }
    List<PriceMove> kept = kept();
    ArrayNode list = json.putArray("greatestMoves");
    kept.forEach(move -> list.add(move.words()));
    json.put("moreMoves", all - kept.stream().mapToLong(m -> m.alike().configurations()).sum());
  }

  private List<PriceMove> kept() {
    return greatest.stream().sorted(Comparator.comparing(PriceMove::size).reversed()).toList();
  }
}
