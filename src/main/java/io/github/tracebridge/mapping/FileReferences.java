package io.github.tracebridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Says which files a lead has, in the place of the files themselves (Claim Check). */
@FunctionalInterface
public interface FileReferences {
  /** Where files are of no interest. */
  FileReferences NONE = (leadId, lead) -> JsonNodeFactory.instance.arrayNode();

  /** Objects with name, variant and path. */
  ArrayNode references(String leadId, JsonNode lead);
}
