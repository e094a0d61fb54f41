package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes two offers versions of each other. Immutable.
 *
 * @param terms canonical JSON of {@code tariffType}, {@code technology}, {@code countryCode} and
 *     {@code configuration} without technology and tiers
 * @param tier the single capacity tier; null covers all
 */
public record OfferConfiguration(
    @JsonRawValue @JsonProperty String terms,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Tier tier) {

  /** A capacity tier, in kW. */
  public record Tier(BigDecimal min, BigDecimal max) {
    boolean covers(BigDecimal capacity) {
      return min.compareTo(capacity) <= 0 && capacity.compareTo(max) <= 0;
    }
  }

  boolean covers(BigDecimal capacity) {
    return tier == null || tier.covers(capacity);
  }

  /** Those of an offer, one a capacity tier; one without a tier where it names none. */
  static List<OfferConfiguration> of(ObjectNode offer, String technology) throws IOException {
    String terms = terms(offer, technology);
    List<OfferConfiguration> all = new ArrayList<>();
    for (JsonNode tier : offer.path("configuration").path("capacityTiers")) {
      all.add(new OfferConfiguration(terms, tier(tier)));
    }
    return all.isEmpty() ? List.of(new OfferConfiguration(terms, null)) : all;
  }

  /** The terms of an offer, or of a question for contract options. */
  static String terms(ObjectNode offer, String technology) throws IOException {
    ObjectNode terms = OfferFile.STRICT.createObjectNode();
    terms.set("tariffType", offer.path("tariffType"));
    terms.put("technology", technology);
    if (offer.path("countryCode").isTextual()) {
      terms.set("countryCode", offer.path("countryCode"));
    }
    ObjectNode configuration = ((ObjectNode) offer.path("configuration")).deepCopy();
    configuration.remove(List.of("technology", "capacityTiers"));
    terms.set("configuration", configuration);
    return CanonicalJson.text(terms);
  }

  private static Tier tier(JsonNode tier) {
    return new Tier(
        CanonicalJson.number(tier.path("min").decimalValue()),
        CanonicalJson.number(tier.path("max").decimalValue()));
  }
}
