package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Builds the tree of one value with its places, up to a size that fits the memory. */
final class TreeBuilder {
  static final int MOST_CHARACTERS = 16_000_000;
  static final int MOST_VALUES = 200_000;

  /** Exact decimals, whatever their exponent, would not stay small in every sum. */
  private static final int LARGEST_EXPONENT = 1000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final Findings findings;
  private final long begin;
  private final Map<String, String> names = new HashMap<>();
  private final LocatedTree.Positions positions = new LocatedTree.Positions();
  private int values;

  private TreeBuilder(JsonParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
    this.begin = parser.currentTokenLocation().getCharOffset();
  }

  /**
   * Reads the value that the parser stands on, to its end.
   *
   * @param base its JSON pointer
   * @throws TooLarge before its end
   */
  static LocatedTree build(JsonParser parser, String base, Findings findings)
      throws IOException, TooLarge {
    TreeBuilder builder = new TreeBuilder(parser, findings);
    return new LocatedTree(base, builder.value(), builder.positions);
  }

  /** An exact number as the reader of JSON makes it, from the text of one. */
  static JsonNode number(String text) {
    BigDecimal exact = new BigDecimal(text);
    if (text.chars().anyMatch(c -> c == '.')) {
      return NODES.numberNode(exact);
    }
    return exact.precision() < 10
        ? NODES.numberNode(exact.intValueExact())
        : NODES.numberNode(exact.toBigIntegerExact());
  }

  private JsonNode value() throws IOException, TooLarge {
    JsonLocation here = parser.currentTokenLocation();
    positions.add(here.getLineNr(), here.getColumnNr());
    if (++values > MOST_VALUES) {
      throw new TooLarge("more than 200,000 values", here);
    }
    if (here.getCharOffset() - begin > MOST_CHARACTERS) {
      throw new TooLarge("more than 16 MB", here);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal(here);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  /** Half a pair of surrogates can be escaped, and be written in no encoding. */
  private String whole(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isBmpCodePoint(text.codePointAt(i))) {
          findings.found(Rule.NOT_JSON, here(parser), "half a letter is escaped in this text");
          return text;
        }
        i++;
      }
    }
    return text;
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode decimal(JsonLocation here) throws IOException, TooLarge {
    BigDecimal value;
    try {
      value = parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new TooLarge("an exponent beyond " + LARGEST_EXPONENT, here);
    }
    if (Math.abs((long) value.scale()) > LARGEST_EXPONENT) {
      throw new TooLarge("an exponent beyond " + LARGEST_EXPONENT, here);
    }
    return NODES.numberNode(value);
  }

  private ObjectNode object() throws IOException, TooLarge {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = names.computeIfAbsent(whole(parser.currentName()), known -> known);
      if (object.has(name)) {
        duplicate(name);
      } else {
        parser.nextToken();
        object.set(name, value());
      }
    }
    return object;
  }

  /** The first one counts; this one is passed over. */
  private void duplicate(String name) throws IOException, TooLarge {
    Place place = here(parser);
    findings.found(
        Rule.DUPLICATE_MEMBER,
        place,
        "the member " + Words.quoted(name) + " is here a second time: leave one of them out");
    int size = positions.size();
    parser.nextToken();
    value();
    positions.cutTo(size);
  }

  private ArrayNode array() throws IOException, TooLarge {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  /** Where the parser's token stands. */
  static Place here(JsonParser parser) {
    JsonLocation here = parser.currentTokenLocation();
    return Place.inJson(
        parser.getParsingContext().pathAsPointer().toString(),
        here.getLineNr(),
        here.getColumnNr());
  }

  /** A value that no memory should be spent on. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TooLarge(String fact, JsonLocation where) {
      super(fact, null, false, false);
      this.line = where.getLineNr();
      this.column = where.getColumnNr();
    }

    Place place(String pointer) {
      return Place.inJson(pointer, line, column);
    }

    String sentence() {
      return "too large to be an offer: " + getMessage();
    }
  }
}
