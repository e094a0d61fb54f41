package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Offers to upload. */
final class Offers {
  private Offers() {}

  /** An upstream PPA for 100 to 250 kW. */
  static ObjectNode ppa(String name) {
    return offer(
        """
        {name:'%s',tariffType:5,countryCode:'DE',technology:'Solar',
         configuration:{ppaStructure:'PayAsProduced',guaranteeOfOrigin:'Provider',
           negativePrices:'Excluded',hedgeSharePercent:80,capacityTiers:[{min:100,max:250}]},
         priceMatrix:[{start:'2027',tenor:'2Y',prices:{'2027':61.25,'2028':60.5}},
                      {start:'2027Q2',tenor:'3Q',prices:{'2027Q2':71.4}},
                      {start:'2027M04',tenor:'1Y',prices:{'2027':{base:62}}}]}
        """
            .formatted(name));
  }

  /** Direct marketing without a tier. */
  static ObjectNode directMarketing(String name) {
    return offer(
        """
        {name:'%s',tariffType:3,countryCode:'DE',technology:'Wind',
         configuration:{directMarketingType:'EEG',enumerationType:'Spot',serviceFeeType:'Absolute'},
         fees:{},priceMatrix:[{start:'2027M04',tenor:'9M',prices:{'2027':3.1}}],
         otherPriceComponents:{}}
        """
            .formatted(name));
  }

  static String file(JsonNode... offers) {
    return SandboxJson.MAPPER.createObjectNode().set("offers", array(offers)).toString();
  }

  /** A question that the offer's own terms answer. */
  static ObjectNode question(ObjectNode offer, double capacity) {
    ObjectNode question = SandboxJson.MAPPER.createObjectNode();
    question.set("tariffType", offer.path("tariffType"));
    question.set("technology", offer.path("technology"));
    question.set("countryCode", offer.path("countryCode"));
    question.put("installedCapacity", capacity);
    ObjectNode configuration = offer.withObject("configuration").deepCopy();
    configuration.remove("capacityTiers");
    question.set("configuration", configuration);
    return question;
  }

  /** Changes what a pointer names; null removes it. */
  static ObjectNode changed(ObjectNode offer, String pointer, String value) {
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) offer.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (value == null) {
      parent.remove(name);
    } else {
      parent.set(name, exactly(value));
    }
    return offer;
  }

  private static JsonNode exactly(String json) {
    try {
      return SandboxJson.MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode array(JsonNode... offers) {
    return SandboxJson.MAPPER.createArrayNode().addAll(List.of(offers));
  }

  private static ObjectNode offer(String json) {
    return (ObjectNode) SandboxJson.read(json);
  }
}
