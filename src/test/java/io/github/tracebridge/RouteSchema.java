package io.github.tracebridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Camel's own schema of its YAML DSL, which editors such as Kaoto hold a route file against. */
final class RouteSchema {
  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  private final ObjectMapper yaml =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private final JsonSchema schema;

  RouteSchema() {
    try (InputStream in = RouteSchema.class.getResourceAsStream(SCHEMA)) {
      schema = factory().getSchema(Objects.requireNonNull(in, "camel-yaml-dsl has no " + SCHEMA));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema known =
        JsonMetaSchema.builder(JsonMetaSchema.getV4())
            .keyword(new NonValidationKeyword("deprecated"))
            .build();
    return JsonSchemaFactory.builder()
        .metaSchema(known)
        .defaultMetaSchemaIri(known.getIri())
        .build();
  }

  /** Camel puts the value of <code>{{name}}</code> there before it looks at the type. */
  private static boolean isPlaceholder(ValidationMessage violation) {
    return violation.getType().equals("type")
        && violation.getInstanceNode().asText().matches("\\{\\{[\\w.-]+}}");
  }

  /** What the schema does not allow of a route file; a sentence each. */
  List<String> violations(String text) {
    try {
      return schema.validate(yaml.readTree(text)).stream()
          .filter(violation -> !isPlaceholder(violation))
          .map(ValidationMessage::getMessage)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of(e.getMessage());
    }
  }
}
