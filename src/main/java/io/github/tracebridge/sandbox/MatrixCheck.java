package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a price matrix must be like. Immutable. */
record MatrixCheck(TariffKind kind) {
  private static final Pattern START =
      Pattern.compile("[0-9]{4}(?:(M)(?:0[1-9]|1[0-2])|(Q)[1-4])?");
  private static final Pattern TENOR = Pattern.compile("[1-9][0-9]?([MQY])");

  /** Units of a tenor that go with the unit of a start. */
  private static final Map<String, String> FITTING = Map.of("M", "MY", "Q", "Q", "Y", "Y");

  /**
   * @throws UnfitOffer naming the first thing that is wrong
   */
  void check(JsonNode matrix) throws UnfitOffer {
    OfferCheck.require(!matrix.isEmpty(), "priceMatrix", "must not be empty");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < matrix.size(); i++) {
      String where = "priceMatrix[" + i + "]";
      JsonNode entry = matrix.get(i);
      OfferCheck.require(entry.isObject(), where, "an object is required");
      period(entry, where);
      OfferCheck.require(
          seen.add(entry.path("start").asText() + " " + entry.path("tenor").asText()),
          where,
          "start and tenor are there already");
      JsonNode prices = entry.path("prices");
      OfferCheck.require(
          prices.isObject() && !prices.isEmpty(), where + ".prices", "prices are required");
      numbers(prices, where + ".prices");
    }
  }

  private void period(JsonNode entry, String where) throws UnfitOffer {
    Matcher start = START.matcher(text(entry, "start"));
    OfferCheck.require(start.matches(), where + ".start", "a month, quarter or year is required");
    String unit = unit(start);
    OfferCheck.require(
        kind.granularity().contains(unit), where + ".start", "not allowed for this tariff");
    Matcher tenor = TENOR.matcher(text(entry, "tenor"));
    OfferCheck.require(tenor.matches(), where + ".tenor", "a count and M, Q or Y is required");
    OfferCheck.require(
        FITTING.getOrDefault(unit, "").contains(tenor.group(1)),
        where + ".tenor",
        "does not fit the start");
  }

  private static String text(JsonNode entry, String member) {
    JsonNode value = entry.path(member);
    return value.isTextual() ? value.asText() : "";
  }

  private static String unit(Matcher start) {
    if (start.group(1) != null) {
      return "M";
    }
    return start.group(2) != null ? "Q" : "Y";
  }

  /** Every leaf must be a number; what lies between is not known. */
  private static void numbers(JsonNode node, String where) throws UnfitOffer {
    if (!node.isContainerNode()) {
      OfferCheck.number(node, where);
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      numbers(member.getValue(), where + "." + member.getKey());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      numbers(node.get(i), where + "[" + i + "]");
    }
  }
}
