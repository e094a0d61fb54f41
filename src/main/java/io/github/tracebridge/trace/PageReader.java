package io.github.tracebridge.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.connection.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of the list of leads row by row, numbers exactly. A row that cannot be read
 * costs no other, as long as its end can be told. Thread-safe.
 */
public final class PageReader {
  /** Far beyond any lead: an odd one is taken as it is, and does not cost those beside it. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(3000)
          .maxNumberLength(100_000)
          .maxNameLength(1_000_000)
          .maxStringLength(50_000_000)
          .build();

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          // told apart from what is around it, and refused as a number
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonNodeFeature.FAIL_ON_NAN_TO_BIG_DECIMAL_COERCION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final LeadContract contract;

  public PageReader(LeadContract contract) {
    this.contract = contract;
  }

  /** A lead as it was taken from a page and kept as text. */
  public static JsonNode lead(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger has a lead that is no JSON", e);
    }
  }

  /** Takes one row after the other. */
  public interface Rows<X extends Exception> {
    /**
     * The next row.
     *
     * @param bytes that the row takes in the answer
     */
    void row(JsonNode row, long bytes) throws X;

    /**
     * The next row cannot be read.
     *
     * @param reason may hold parts of it
     */
    void unreadable(String reason) throws X;
  }

  /**
   * Hands each element of the list to {@code rows} and returns the total, where one is told.
   *
   * @throws Fault.Transient where the answer is cut short, not JSON, or has no list in its place
   */
  public <X extends Exception> OptionalLong read(InputStream answer, Rows<X> rows) throws X {
    try (JsonParser parser = JSON.createParser(answer)) {
      Reading<X> reading = new Reading<>(parser, rows);
      reading.whole();
      return reading.total();
    } catch (JsonProcessingException e) {
      throw unreadable("is not whole JSON");
    } catch (IOException e) {
      throw unreadable("could not be read to its end");
    }
  }

  private Fault unreadable(String fact) {
    return new Fault.Transient(
        "TRACE " + contract.path() + ": expected a page of leads, but the answer " + fact + ".");
  }

  private final class Reading<X extends Exception> {
    private final JsonParser parser;
    private final Rows<X> rows;
    private boolean listSeen;
    private @Nullable Long total;

    Reading(JsonParser parser, Rows<X> rows) {
      this.parser = parser;
      this.rows = rows;
    }

    void whole() throws IOException, X {
      if (parser.nextToken() == null) {
        throw unreadable("is empty");
      }
      value(JsonPointer.empty());
      if (parser.nextToken() != null) {
        throw unreadable("goes on after its end");
      }
      if (!listSeen) {
        throw unreadable("has no list at \"" + contract.list() + "\" (trace.leads.list)");
      }
    }

    OptionalLong total() {
      if (contract.total() == null) {
        return OptionalLong.empty();
      }
      if (total == null) {
        throw unreadable("has no number at \"" + contract.total() + "\" (trace.leads.total)");
      }
      return OptionalLong.of(total);
    }

    private void value(JsonPointer here) throws IOException, X {
      if (here.equals(contract.list()) && parser.currentToken() == JsonToken.START_ARRAY) {
        list();
      } else if (here.equals(contract.total())
          && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        total = parser.getLongValue();
      } else if (parser.currentToken() == JsonToken.START_OBJECT && leadsOn(here)) {
        members(here);
      } else {
        parser.skipChildren();
      }
    }

    private void members(JsonPointer here) throws IOException, X {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        value(here.appendProperty(name));
      }
    }

    private void list() throws IOException, X {
      listSeen = true;
      JsonStreamContext list = parser.getParsingContext();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        row(list);
      }
    }

    private void row(JsonStreamContext list) throws IOException, X {
      long begin = parser.currentTokenLocation().getByteOffset();
      JsonNode row;
      try {
        row = JSON.readTree(parser);
      } catch (JsonProcessingException | NumberFormatException e) {
        while (parser.getParsingContext() != list) {
          parser.nextToken();
        }
        rows.unreadable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        return;
      }
      rows.row(row, parser.currentLocation().getByteOffset() - begin);
    }

    private boolean leadsOn(JsonPointer here) {
      String prefix = here + "/";
      return contract.list().toString().startsWith(prefix)
          || String.valueOf(contract.total()).startsWith(prefix);
    }
  }
}
