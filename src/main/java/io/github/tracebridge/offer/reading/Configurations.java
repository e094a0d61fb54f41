package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.trace.ContentHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an offer's prices are for. */
final class Configurations {
  static final String TIERS = "capacityTiers";
  static final String TECHNOLOGY = "technology";

  private static final int LONGEST_LABEL = 200;
  private static final ContentHash HASH = new ContentHash(List.of());

  private Configurations() {}

  /** One a capacity tier; one where there is none. */
  static List<Configuration> of(JsonNode offer) {
    JsonNode tiers = offer.path("configuration").path(TIERS);
    List<Configuration> all = new ArrayList<>();
    tiers.forEach(tier -> all.add(of(offer, tier)));
    return all.isEmpty() ? List.of(of(offer, null)) : all;
  }

  private static Configuration of(JsonNode offer, @Nullable JsonNode tier) {
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    identity.set("tariffType", offer.path("tariffType"));
    identity.set(TECHNOLOGY, technology(offer));
    identity.set("countryCode", offer.path("countryCode"));
    identity.set("configuration", common(offer));
    identity.set("tier", tier);
    return new Configuration(HASH.of(identity), label(offer, tier));
  }

  /** Wherever it stands. */
  static JsonNode technology(JsonNode offer) {
    JsonNode beside = offer.path(TECHNOLOGY);
    return beside.isMissingNode() ? offer.path("configuration").path(TECHNOLOGY) : beside;
  }

  private static ObjectNode common(JsonNode offer) {
    ObjectNode common = JsonNodeFactory.instance.objectNode();
    for (var member : offer.path("configuration").properties()) {
      if (!member.getKey().equals(TIERS) && !member.getKey().equals(TECHNOLOGY)) {
        common.set(member.getKey(), member.getValue());
      }
    }
    return common;
  }

  private static String label(JsonNode offer, @Nullable JsonNode tier) {
    List<String> parts = new ArrayList<>();
    parts.add(
        switch (offer.path("tariffType").asInt()) {
          case 3 -> "direct marketing";
          case 5 -> "PPA upstream";
          default -> "PPA downstream";
        });
    parts.add(technology(offer).asText());
    parts.add(offer.path("countryCode").asText());
    for (var member : common(offer).properties()) {
      parts.add(part(member.getKey(), member.getValue()));
    }
    if (tier != null) {
      parts.add(tier.path("min").asText() + "-" + tier.path("max").asText() + " kW");
    }
    parts.removeIf(String::isEmpty);
    return cut(String.join(" ", parts));
  }

  private static String part(String name, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return name.equals("hedgeSharePercent") && value.isNumber()
        ? value.asText() + " %"
        : name + " " + Words.value(value);
  }

  private static String cut(String label) {
    String line = Violation.oneLine(label);
    return line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL) + "…";
  }
}
