package io.github.tracebridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code required("/contact/email", "string")}: the field at that place of what the mapping looks
 * at, which must be there and of that type. {@code optional(…)}: the same, but it may be missing or
 * null. The types are those of JSON Schema.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
 */
final class FieldFunction implements Function {
  private static final List<String> TYPES =
      List.of("string", "number", "boolean", "object", "array");

  private final String name;
  private final boolean mayBeMissing;

  private FieldFunction(String name, boolean mayBeMissing) {
    this.name = name;
    this.mayBeMissing = mayBeMissing;
  }

  static Collection<Function> all() {
    return List.of(new FieldFunction("required", false), new FieldFunction("optional", true));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getMinArguments() {
    return 2;
  }

  @Override
  public int getMaxArguments() {
    return 2;
  }

  @Override
  public JsonNode call(JsonNode input, JsonNode[] arguments) {
    String pointer = arguments[0].asText();
    String type = arguments[1].asText();
    if (!TYPES.contains(type) || !(pointer.isEmpty() || pointer.startsWith("/"))) {
      throw new JsltException(
          name
              + ": expected a pointer such as /contact/email and one of "
              + String.join(", ", TYPES));
    }
    JsonNode field = input.at(JsonPointer.compile(pointer));
    if (!field.isMissingNode() && !field.isNull()) {
      String fact = field.getNodeType().name().toLowerCase(Locale.ROOT);
      if (!fact.equals(type)) {
        throw new Misfit(input, pointer, type, "of type " + fact);
      }
      return field;
    }
    if (mayBeMissing) {
      return NullNode.instance;
    }
    throw new Misfit(input, pointer, type, field.isNull() ? "null" : "missing");
  }

  /** A field that is not as a mapping needs it. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JsonNode context;
    private final String pointer;

    Misfit(JsonNode context, String pointer, String expected, String fact) {
      super("expected the type " + expected + ", but was " + fact);
      this.context = context;
      this.pointer = pointer;
    }

    /** Names the field's place in the whole. */
    String sentence(JsonNode root) {
      return place(root, "").orElse("…") + pointer + ": " + getMessage();
    }

    /** Where the mapping stood, which may be within a loop: that node and none like it. */
    @SuppressWarnings("ReferenceEquality")
    private Optional<String> place(JsonNode node, String path) {
      if (node == context) {
        return Optional.of(path);
      }
      if (node.isArray()) {
        return IntStream.range(0, node.size())
            .mapToObj(i -> place(node.get(i), path + "/" + i))
            .flatMap(Optional::stream)
            .findFirst();
      }
      return node.properties().stream()
          .map(field -> place(field.getValue(), path + "/" + field.getKey()))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }
}
