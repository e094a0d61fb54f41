package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Judges the price matrix of one offer, entry by entry. */
final class MatrixJudge {
  private static final JsonPointer MATRIX = JsonPointer.compile("/priceMatrix");
  private static final Pattern START = Pattern.compile("\\d{4}(?:([MQ])\\d{1,2})?");
  private static final Pattern TENOR = Pattern.compile("\\d{1,2}[MQY]");

  private final OfferJudge offer;
  private final JsonNode matrix;
  private final Map<String, Integer> seen = new HashMap<>();

  MatrixJudge(OfferJudge offer, JsonNode matrix) {
    this.offer = offer;
    this.matrix = matrix;
  }

  void judge() {
    for (int i = 0; i < matrix.size() && matrix.isArray() && !offer.isOver(); i++) {
      JsonNode entry = matrix.get(i);
      JsonPointer at = MATRIX.appendIndex(i);
      offer.checkSchema(OfferSchema.ENTRY, at, entry);
      offer.checkMembers(OfferSchema.ENTRY, JsonPointer.empty(), at, entry);
      checkTenor(entry, at);
      checkRepetition(entry, i, at);
      JsonPointer prices = at.appendProperty("prices");
      if (entry.path("prices").isObject() && entry.path("prices").isEmpty()) {
        offer.found(Rule.PRICES_NUMBER, prices, "expected at least one price, but there is none");
      } else if (entry.path("prices").isObject()) {
        checkPrices(entry.path("prices"), prices);
      }
    }
  }

  private void checkTenor(JsonNode entry, JsonPointer at) {
    String start = entry.path("start").asText();
    String tenor = entry.path("tenor").asText();
    var form = START.matcher(start);
    if (!form.matches() || !TENOR.matcher(tenor).matches()) {
      return;
    }
    String unit = form.group(1) == null ? "Y" : form.group(1);
    String follows = tenor.substring(tenor.length() - 1);
    if (unit.equals(follows) || unit.equals("M") && follows.equals("Y")) {
      return;
    }
    boolean mayBe = unit.equals("Q") && follows.equals("Y");
    offer.found(
        mayBe ? Rule.YEAR_AFTER_QUARTER : Rule.TENOR_FITS_START,
        at.appendProperty("tenor"),
        "expected " + fitting(unit) + " after start " + start + ", but was " + Words.quoted(tenor));
  }

  private static String fitting(String unit) {
    return switch (unit) {
      case "M" -> "months or years such as 11M or 2Y";
      case "Q" -> "quarters such as 3Q";
      default -> "years such as 2Y";
    };
  }

  private void checkRepetition(JsonNode entry, int index, JsonPointer at) {
    String start = entry.path("start").asText();
    String tenor = entry.path("tenor").asText();
    if (!start.isEmpty() && !tenor.isEmpty()) {
      Integer first = seen.putIfAbsent(start + " " + tenor, index);
      if (first != null) {
        offer.found(
            Rule.DUPLICATE_ENTRY,
            at,
            "start "
                + Words.quoted(start)
                + " with tenor "
                + Words.quoted(tenor)
                + " is in the matrix already, as entry "
                + (first + 1));
      }
    }
  }

  /** Their form is not public: numbers, however they are nested. */
  private void checkPrices(JsonNode prices, JsonPointer at) {
    for (int i = 0; prices.isArray() && i < prices.size(); i++) {
      checkPrice(prices.get(i), at.appendIndex(i));
    }
    prices.properties().forEach(p -> checkPrice(p.getValue(), at.appendProperty(p.getKey())));
  }

  private void checkPrice(JsonNode price, JsonPointer at) {
    if (price.isContainerNode()) {
      checkPrices(price, at);
    } else if (!price.isNumber()) {
      offer.found(
          Rule.PRICES_NUMBER, at, "expected a number such as 85.5, but was " + Words.typed(price));
    }
  }
}
