package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** A comparison as the ledger has it, for people. */
final class ComparisonText {
  private final JsonNode json;

  /**
   * @param json missing where there is none
   */
  ComparisonText(JsonNode json) {
    this.json = json;
  }

  void write(PrintWriter text) {
    if (json.isMissingNode()) {
      return;
    }
    text.printf(
        "%nBeside the last accepted version: %d entries new, %d changed, %d unchanged, %d missing%n",
        json.path("newEntries").asLong(),
        json.path("changedEntries").asLong(),
        json.path("unchangedEntries").asLong(),
        json.path("missingEntries").asLong());
    moves(text);
    entries(text, "missing", "Missing");
    entries(text, "new", "New");
    entries(text, "changed", "Changed");
  }

  private void moves(PrintWriter text) {
    JsonNode moves = json.path("greatestMoves");
    if (moves.isEmpty()) {
      return;
    }
    text.print("  Prices that moved, the greatest moves first");
    if (json.has("limit")) {
      text.printf(
          "; %d by more than %s",
          json.path("movesAboveLimit").asLong(), json.path("limit").asText());
    }
    text.println();
    moves.forEach(move -> text.printf("    %s%n", move.asText()));
    more(text, json.path("moreMoves"));
  }

  private void entries(PrintWriter text, String member, String title) {
    JsonNode first = json.path(member).path("first");
    if (first.isEmpty()) {
      return;
    }
    text.printf("  %s%n", title);
    for (JsonNode each : first) {
      StringJoiner entries = new StringJoiner(", ");
      each.path("entries").forEach(entry -> entries.add(entry.asText()));
      text.printf("    %s: %s%n", each.path("configuration").asText(), entries);
    }
    more(text, json.path(member).path("more"));
  }

  private static void more(PrintWriter text, JsonNode more) {
    if (more.asLong() > 0) {
      text.printf("    and %d more%n", more.asLong());
    }
  }
}
