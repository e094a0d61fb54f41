package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes offers of rows: rows that follow each other and differ in the entry alone are one. */
final class CsvOffers {
  private static final JsonPointer MATRIX = JsonPointer.compile("/priceMatrix");

  private final CsvHeader header;
  private final CsvNumber numbers;
  private final Findings findings;
  private final FoundOffer.Taker taker;
  private int offers;
  private @Nullable Begun begun;

  /** An offer whose rows may go on. */
  private record Begun(
      List<String> cells, ObjectNode json, ArrayNode matrix, CsvPlaces places, long before) {}

  CsvOffers(CsvHeader header, CsvNumber numbers, Findings findings, FoundOffer.Taker taker) {
    this.header = header;
    this.numbers = numbers;
    this.findings = findings;
    this.taker = taker;
  }

  void row(CsvRecord row) {
    if (row.getFields().stream().allMatch(String::isBlank) || !isWhole(row)) {
      return;
    }
    List<String> cells = header.offerCells(row);
    if (begun == null || !begun.cells.equals(cells) || isFull(begun)) {
      end();
      begun = begin(row, cells);
    }
    if (!findings.isOver()) {
      entry(row, Objects.requireNonNull(begun));
    }
  }

  /** Hands on the last offer. */
  void end() {
    if (begun != null) {
      taker.take(new FoundOffer(offers++, begun.json, begun.places, begun.before));
      begun = null;
    }
  }

  int offers() {
    return offers;
  }

  private boolean isWhole(CsvRecord row) {
    Place place = new Place("", (int) row.getStartingLineNumber(), 1, "");
    if (row.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0)) {
      findings.found(
          Rule.CSV_FORM, place, "a cell goes over several lines: is a quote not closed?");
      return false;
    }
    if (row.getFieldCount() != header.width()) {
      findings.found(
          Rule.CSV_FORM,
          place,
          "expected "
              + header.width()
              + " cells as in the header, but here are "
              + row.getFieldCount());
      return false;
    }
    return true;
  }

  private boolean isFull(Begun offer) {
    boolean full = offer.matrix.size() * (header.prices().size() + 4L) > TreeBuilder.MOST_VALUES;
    if (full) {
      findings.found(
          Rule.TOO_LARGE,
          offer.places.at(JsonPointer.empty()),
          "more than 200,000 values in an offer");
    }
    return full;
  }

  private Begun begin(CsvRecord row, List<String> cells) {
    long before = findings.refusals();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    CsvPlaces places = new CsvPlaces(header, offers, row.getStartingLineNumber());
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    ObjectNode tier = JsonNodeFactory.instance.objectNode();
    for (CsvColumn column : CsvColumn.values()) {
      String cell = header.cell(column, row);
      if (!column.isOfEntry() && !cell.isEmpty()) {
        int depth = depth(column.pointer());
        ObjectNode target = depth == 1 ? json : depth == 2 ? configuration : tier;
        String name = column.pointer().last().getMatchingProperty();
        target.set(name, value(column, cell, places));
      }
    }
    json.set("configuration", configuration);
    if (!tier.isEmpty()) {
      configuration.putArray(Configurations.TIERS).add(tier);
    }
    return new Begun(cells, json, json.putArray("priceMatrix"), places, before);
  }

  private static int depth(JsonPointer pointer) {
    return pointer.matches() ? 0 : 1 + depth(pointer.tail());
  }

  private JsonNode value(CsvColumn column, String cell, CsvPlaces places) {
    return column.isNumber() ? number(cell, column.pointer(), places) : TextNode.valueOf(cell);
  }

  /** What is no number stays a text, of which no more is said. */
  private JsonNode number(String cell, JsonPointer at, CsvPlaces places) {
    return numbers
        .read(cell)
        .orElseGet(
            () -> {
              findings.found(Rule.CSV_NUMBER, () -> places.at(at), () -> numbers.refusal(cell));
              places.say(at);
              return TextNode.valueOf(cell);
            });
  }

  private void entry(CsvRecord row, Begun offer) {
    int index = offer.matrix.size();
    offer.places.add(row.getStartingLineNumber());
    ObjectNode entry = offer.matrix.addObject();
    for (CsvColumn column : List.of(CsvColumn.START, CsvColumn.TENOR)) {
      String cell = header.cell(column, row);
      if (!cell.isEmpty()) {
        entry.put(column.header(), cell);
      }
    }
    ObjectNode prices = entry.putObject("prices");
    header
        .prices()
        .forEach(
            (column, label) -> {
              String cell = row.getField(column).strip();
              if (!cell.isEmpty()) {
                JsonPointer at =
                    MATRIX.appendIndex(index).appendProperty("prices").appendProperty(label);
                prices.set(label, number(cell, at, offer.places));
              }
            });
  }
}
