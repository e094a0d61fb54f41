package io.github.tracebridge.offer.reading;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which column of one CSV file holds what. */
final class CsvHeader {
  private final Map<CsvColumn, Integer> columns = new LinkedHashMap<>();

  /** Labels of prices by their column. */
  private final Map<Integer, String> prices = new LinkedHashMap<>();

  private final int width;
  private final int line;
  private final Findings findings;
  private boolean complete = true;

  CsvHeader(CsvRecord record, Findings findings) {
    this.findings = findings;
    this.line = (int) record.getStartingLineNumber();
    List<String> names = new ArrayList<>(record.getFields());
    names.replaceAll(String::strip);
    this.width = names.size();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
        found(i, name, "the column is here a second time: leave one of them out");
      } else if (!name.isEmpty()) {
        column(i, name);
      }
    }
    Stream.of(CsvColumn.values())
        .filter(column -> column.isNeeded() && !columns.containsKey(column))
        .forEach(column -> missing(column.header()));
    if (prices.isEmpty()) {
      missing(CsvColumn.PRICE + "2028, or of another period");
    }
  }

  private void column(int index, String name) {
    Optional<CsvColumn> known = CsvColumn.of(name);
    if (known.isPresent()) {
      columns.put(known.get(), index);
    } else if (CsvColumn.isPrice(name)) {
      prices.put(index, name.substring(CsvColumn.PRICE.length()).strip());
    } else {
      found(index, name, "not a column of the layout" + Words.meant(name, CsvColumn.headers()));
    }
  }

  private void found(int index, String name, String sentence) {
    findings.found(Rule.CSV_COLUMN, new Place("", line, index + 1, Words.cut(name)), sentence);
  }

  private void missing(String name) {
    complete = false;
    findings.found(
        Rule.CSV_COLUMN,
        new Place("", line, 1, ""),
        "expected a column " + name + ", but there is none");
  }

  /** Whether rows can be read by it. */
  boolean isComplete() {
    return complete;
  }

  /** How many cells a row has. */
  int width() {
    return width;
  }

  Map<Integer, String> prices() {
    return prices;
  }

  /** Empty where the file has no such column, or nothing in it. */
  String cell(CsvColumn column, CsvRecord row) {
    Integer index = columns.get(column);
    return index == null || index >= row.getFieldCount() ? "" : row.getField(index).strip();
  }

  /** What tells one offer from the next: all but the entry. */
  List<String> offerCells(CsvRecord row) {
    return Stream.of(CsvColumn.values())
        .filter(column -> !column.isOfEntry())
        .map(column -> cell(column, row))
        .toList();
  }

  /** The number of a column, from 1; 1 where the file has no such column. */
  int number(CsvColumn column) {
    return columns.getOrDefault(column, 0) + 1;
  }

  int priceNumber(String label) {
    return prices.entrySet().stream()
        .filter(price -> price.getValue().equals(label))
        .mapToInt(price -> price.getKey() + 1)
        .findFirst()
        .orElse(1);
  }
}
