package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an offer must be like, but for its price matrix. Immutable.
 *
 * @param kind the endpoint it came to
 */
record OfferCheck(TariffKind kind, UploadKnobs.TechnologyPosition position) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Well within a {@code double}; TRACE's own bound is not known. */
  private static final int MOST_DIGITS = 300;

  /**
   * @throws UnfitOffer naming the first thing that is wrong
   */
  void check(ObjectNode offer) throws UnfitOffer {
    JsonNode name = offer.path("name");
    require(name.isTextual() && !name.asText().isBlank(), "name", "required");
    JsonNode type = offer.path("tariffType");
    require(type.isIntegralNumber(), "tariffType", "an integer is required");
    require(
        type.canConvertToInt() && kind.tariffTypes().contains(type.asInt()),
        "tariffType",
        "does not belong to this endpoint");
    country(offer);
    require(offer.path("configuration").isObject(), "configuration", "required");
    require(
        kind.technologies().contains(technology(offer)), "technology", "unknown for this tariff");
    configuration(offer.path("configuration"));
    require(offer.path("priceMatrix").isArray(), "priceMatrix", "required");
    new MatrixCheck(kind).check(offer.path("priceMatrix"));
  }

  private void country(ObjectNode offer) throws UnfitOffer {
    JsonNode code = offer.path("countryCode");
    boolean absent = code.isMissingNode() || code.isNull();
    if (absent && !kind.isPpa()) {
      return;
    }
    require(!absent, "countryCode", "required");
    require(code.asText().matches("[A-Z]{2}"), "countryCode", "two capital letters are required");
  }

  private String technology(ObjectNode offer) throws UnfitOffer {
    String technology = technology(offer, position);
    require(technology != null, "technology", "required");
    return String.valueOf(technology);
  }

  /**
   * The technology where it is looked for.
   *
   * @return null if there is none
   */
  static @Nullable String technology(ObjectNode offer, UploadKnobs.TechnologyPosition position)
      throws UnfitOffer {
    JsonNode beside = offer.path("technology");
    JsonNode within = offer.path("configuration").path("technology");
    boolean disagree = beside.isTextual() && within.isTextual() && !beside.equals(within);
    return switch (position) {
      case OFFER -> beside.textValue();
      case CONFIGURATION -> within.textValue();
      case EITHER -> {
        require(!disagree, "technology", "differs from configuration.technology");
        yield beside.isTextual() ? beside.textValue() : within.textValue();
      }
    };
  }

  private void configuration(JsonNode configuration) throws UnfitOffer {
    for (TariffKind.Choice choice : kind.choices()) {
      String where = "configuration." + choice.member();
      JsonNode value = configuration.path(choice.member());
      require(value.isTextual(), where, "required");
      require(choice.values().contains(value.asText()), where, "unknown value");
    }
    if (kind.isPpa()) {
      BigDecimal share =
          number(configuration.path("hedgeSharePercent"), "configuration.hedgeSharePercent");
      require(
          share.signum() >= 0 && share.compareTo(HUNDRED) <= 0,
          "configuration.hedgeSharePercent",
          "0 to 100 is required");
    }
    tiers(configuration.path("capacityTiers"));
  }

  private static void tiers(JsonNode tiers) throws UnfitOffer {
    boolean absent = tiers.isMissingNode() || tiers.isNull();
    require(absent || tiers.isArray(), "configuration.capacityTiers", "an array is required");
    for (int i = 0; i < tiers.size(); i++) {
      String where = "configuration.capacityTiers[" + i + "]";
      BigDecimal min = number(tiers.get(i).path("min"), where + ".min");
      BigDecimal max = number(tiers.get(i).path("max"), where + ".max");
      require(min.signum() >= 0, where + ".min", "0 or more is required");
      require(min.compareTo(max) < 0, where, "min must be below max");
    }
  }

  static BigDecimal number(JsonNode value, String where) throws UnfitOffer {
    require(value.isNumber(), where, "a number is required");
    BigDecimal number = value.decimalValue();
    long digits = (long) number.precision() - number.scale();
    require(Math.abs(digits) <= MOST_DIGITS, where, "the number is out of bounds");
    return number;
  }

  static void require(boolean fits, String where, String what) throws UnfitOffer {
    if (!fits) {
      throw new UnfitOffer(where, what);
    }
  }
}
