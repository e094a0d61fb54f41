package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One schema of {@code trace/openapi.yaml}. Entries of price matrices and capacity tiers are left
 * out of that of an offer: each is held against a schema of its own, so that a large offer that is
 * wrong everywhere costs no memory. Thread-safe.
 */
final class OfferSchema {
  private static final String PLACE = "/components/schemas/";
  private static final JsonNode API = api();

  static final OfferSchema ENTRY = new OfferSchema("PriceMatrixEntry");
  static final OfferSchema TIER = new OfferSchema("CapacityTier");
  private static final OfferSchema DIRECT_MARKETING = new OfferSchema("DirectMarketingOffer");
  private static final OfferSchema PPA = new OfferSchema("PpaOffer");

  private final JsonNode described;
  private final JsonSchema schema;

  private OfferSchema(String name) {
    this.described = API.at(PLACE + name);
    ObjectNode whole = API.deepCopy();
    ((ObjectNode) whole.at(PLACE + "CapacityTiers")).remove("items");
    for (String offer : List.of("DirectMarketingOffer", "PpaOffer")) {
      ((ObjectNode) whole.at(PLACE + offer + "/properties/priceMatrix")).remove("items");
    }
    whole.put("$ref", "#" + PLACE + name);
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(OfferSchema::wholeText)
            .build();
    this.schema = factory().getSchema(whole, config);
  }

  /** To Java a dollar sign stands before a last line break too; these patterns mean all. */
  private static RegularExpression wholeText(String pattern) {
    Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
    return matches::test;
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema known =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("components"))
            .build();
    return JsonSchemaFactory.builder()
        .metaSchema(known)
        .defaultMetaSchemaIri(known.getIri())
        .build();
  }

  static OfferSchema of(UploadKind kind) {
    return kind == UploadKind.PPA ? PPA : DIRECT_MARKETING;
  }

  private static JsonNode api() {
    try (InputStream in = OfferSchema.class.getResourceAsStream("/trace/openapi.yaml")) {
      JsonNode api = new YAMLMapper().readTree(Objects.requireNonNull(in, "openapi.yaml"));
      ObjectNode schemas = (ObjectNode) api.path("components").path("schemas");
      ObjectNode kept = new YAMLMapper().createObjectNode();
      kept.putObject("components").set("schemas", withoutNotes(schemas));
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The notes on where each thing was read are nothing to a validator. */
  private static JsonNode withoutNotes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(
          object.properties().stream()
              .map(Map.Entry::getKey)
              .filter(name -> name.startsWith("x-"))
              .toList());
    }
    node.forEach(OfferSchema::withoutNotes);
    return node;
  }

  /** One thing that the schema does not allow. */
  record Finding(JsonPointer at, Rule rule, String sentence) {}

  /** What it does not allow; of a value of the wrong type that alone. */
  Collection<Finding> violations(JsonNode value) {
    Map<JsonPointer, Finding> found = new LinkedHashMap<>();
    List<ValidationMessage> others = new ArrayList<>();
    for (ValidationMessage message : schema.validate(value)) {
      if (message.getType().equals("type")) {
        put(found, message);
      } else {
        others.add(message);
      }
    }
    others.forEach(message -> put(found, message));
    return found.values();
  }

  private void put(Map<JsonPointer, Finding> found, ValidationMessage message) {
    JsonPointer at = pointer(message.getInstanceLocation());
    boolean required = message.getType().equals("required");
    JsonPointer place = required ? at.appendProperty(message.getProperty()) : at;
    JsonNode allowed = allowed(place);
    String name = place.matches() ? "" : place.last().getMatchingProperty();
    found.putIfAbsent(
        place,
        new Finding(
            place,
            SchemaWords.rule(message.getType(), name, place, allowed),
            SchemaWords.sentence(message, name, allowed)));
  }

  private static JsonPointer pointer(JsonNodePath path) {
    JsonPointer pointer = JsonPointer.empty();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer =
          path.getElement(i) instanceof Integer index
              ? pointer.appendIndex(index)
              : pointer.appendProperty(path.getName(i));
    }
    return pointer;
  }

  /** The members that TRACE is known to read at a place; empty where there are none. */
  List<String> members(JsonPointer at) {
    return allowed(at).path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  /** What the API's description says of the value at a place. */
  private JsonNode allowed(JsonPointer at) {
    JsonNode here = described;
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      JsonNode items = here.path("items");
      here =
          items.isMissingNode() ? here.path("properties").path(rest.getMatchingProperty()) : items;
      here = here.has("$ref") ? API.at(here.path("$ref").asText().substring(1)) : here;
    }
    return here;
  }
}
