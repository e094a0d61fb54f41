package io.github.tracebridge.offer.reading;

import static io.github.tracebridge.offer.reading.Configurations.TECHNOLOGY;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges one offer by itself: the schema, and what a schema cannot say. */
final class OfferJudge {
  static final int MOST_TIERS = 1000;

  private static final JsonPointer HERE = JsonPointer.empty();
  private static final JsonPointer CONFIGURATION = JsonPointer.compile("/configuration");
  private static final JsonPointer TIERS = CONFIGURATION.appendProperty(Configurations.TIERS);

  private final FoundOffer offer;
  private final JsonNode json;
  private final UploadKind kind;
  private final OfferSchema schema;
  private final Findings findings;

  /**
   * @param kind whose schema the offer is held against
   */
  OfferJudge(FoundOffer offer, UploadKind kind, Findings findings) {
    this.offer = offer;
    this.json = offer.json();
    this.kind = kind;
    this.schema = OfferSchema.of(kind);
    this.findings = findings;
  }

  void judge() {
    checkSchema(schema, HERE, json);
    checkMembers(schema, HERE, HERE, json);
    checkMembers(schema, CONFIGURATION, CONFIGURATION, json.path("configuration"));
    checkTechnology();
    if (kind == UploadKind.DIRECT_MARKETING && !json.has("countryCode")) {
      found(
          Rule.COUNTRY_CODE_MISSING,
          HERE.appendProperty("countryCode"),
          "expected two capital letters such as DE, but it is missing");
    }
    checkTiers();
    new MatrixJudge(this, json.path("priceMatrix")).judge();
  }

  /** All that the schema says of a value, but what the file's rules say of the tariff type. */
  void checkSchema(OfferSchema schema, JsonPointer base, JsonNode value) {
    for (OfferSchema.Finding finding : schema.violations(value)) {
      if (finding.rule() != Rule.TARIFF_TYPE) {
        found(finding.rule(), base.append(finding.at()), finding.sentence());
      }
    }
  }

  /** Names of members that TRACE is not known to read; of what is no object, none. */
  void checkMembers(OfferSchema schema, JsonPointer inSchema, JsonPointer at, JsonNode value) {
    List<String> known = schema.members(inSchema);
    for (var member : value.properties()) {
      String name = member.getKey();
      if (!known.contains(name)) {
        found(
            Rule.UNKNOWN_MEMBER,
            at.appendProperty(name),
            "TRACE is not known to read a member " + Words.quoted(name) + Words.meant(name, known));
      }
    }
  }

  private void checkTechnology() {
    JsonNode beside = json.path(TECHNOLOGY);
    JsonNode within = json.path("configuration").path(TECHNOLOGY);
    JsonPointer inside = CONFIGURATION.appendProperty(TECHNOLOGY);
    if (beside.isMissingNode() && within.isMissingNode()) {
      found(
          Rule.TECHNOLOGY,
          HERE.appendProperty(TECHNOLOGY),
          "expected the kind of plant such as Solar, but it is missing");
    } else if (!within.isMissingNode()) {
      found(
          Rule.TECHNOLOGY_POSITION,
          inside,
          "technology should stand beside configuration, where TRACE's newest pages have it");
    }
    if (!beside.isMissingNode() && !within.isMissingNode() && !beside.equals(within)) {
      found(
          Rule.TECHNOLOGY,
          inside,
          "expected "
              + Words.value(beside)
              + " as beside configuration, but was "
              + Words.value(within));
    }
  }

  private void checkTiers() {
    JsonNode tiers = json.at(TIERS);
    if (tiers.size() > MOST_TIERS) {
      found(Rule.TOO_LARGE, TIERS, "more than 1,000 capacity tiers");
      return;
    }
    List<JsonNode> sound = new ArrayList<>();
    List<JsonPointer> places = new ArrayList<>();
    for (int i = 0; i < tiers.size() && tiers.isArray() && !isOver(); i++) {
      JsonNode tier = tiers.get(i);
      JsonPointer at = TIERS.appendIndex(i);
      checkSchema(OfferSchema.TIER, at, tier);
      checkMembers(OfferSchema.TIER, HERE, at, tier);
      if (tier.path("min").isNumber() && tier.path("max").isNumber() && isInOrder(tier, at)) {
        sound.add(tier);
        places.add(at);
      }
    }
    checkOverlap(sound, places);
  }

  private boolean isInOrder(JsonNode tier, JsonPointer at) {
    if (number(tier, "min").compareTo(number(tier, "max")) < 0) {
      return true;
    }
    found(
        Rule.TIER_BOUNDS,
        at,
        "expected min below max, but was "
            + Words.value(tier.path("min"))
            + " and "
            + Words.value(tier.path("max")));
    return false;
  }

  /** A tier may begin where another ends. */
  private void checkOverlap(List<JsonNode> tiers, List<JsonPointer> places) {
    List<Integer> byMin = new ArrayList<>();
    for (int i = 0; i < tiers.size(); i++) {
      byMin.add(i);
    }
    byMin.sort(Comparator.comparing(i -> number(tiers.get(i), "min")));
    for (int i = 1; i < byMin.size(); i++) {
      JsonNode below = tiers.get(byMin.get(i - 1));
      JsonNode tier = tiers.get(byMin.get(i));
      if (number(tier, "min").compareTo(number(below, "max")) < 0) {
        found(
            Rule.TIER_OVERLAP,
            places.get(byMin.get(i)),
            text(tier) + " overlaps with " + text(below));
      }
    }
  }

  private static BigDecimal number(JsonNode tier, String name) {
    return tier.path(name).decimalValue();
  }

  private static String text(JsonNode tier) {
    return Words.value(tier.path("min")) + "-" + Words.value(tier.path("max")) + " kW";
  }

  /** Whether enough is known of the file. */
  boolean isOver() {
    return findings.isOver();
  }

  void found(Rule rule, JsonPointer at, String sentence) {
    findings.found(rule, offer, at, () -> sentence);
  }
}
