package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows and columns of one offer that was read from CSV. */
final class CsvPlaces implements Places {
  private static final String MATRIX = "priceMatrix";

  private final CsvHeader header;
  private final String base;
  private final int firstRow;
  private final List<Integer> rows = new ArrayList<>();
  private final Set<JsonPointer> said = new HashSet<>();

  CsvPlaces(CsvHeader header, int index, long firstRow) {
    this.header = header;
    this.firstRow = (int) firstRow;
    this.base = "/offers/" + index;
  }

  /** The next entry is of this row. */
  void add(long row) {
    rows.add((int) row);
  }

  /** Of that value no more is to be said. */
  void say(JsonPointer inOffer) {
    said.add(inOffer);
  }

  @Override
  public boolean isSaid(JsonPointer inOffer) {
    return said.contains(inOffer);
  }

  @Override
  public Place at(JsonPointer pointer) {
    if (MATRIX.equals(pointer.getMatchingProperty()) && !pointer.tail().matches()) {
      int row = rows.get(pointer.tail().getMatchingIndex());
      return ofEntry(pointer, row, pointer.tail().tail());
    }
    Optional<CsvColumn> column = CsvColumn.at(pointer);
    return new Place(
        base + pointer,
        firstRow,
        column.map(header::number).orElse(1),
        column.map(CsvColumn::header).orElse(""));
  }

  private Place ofEntry(JsonPointer pointer, int row, JsonPointer inEntry) {
    if (inEntry.matches()) {
      return new Place(base + pointer, row, 1, "");
    }
    if (!inEntry.tail().matches()) {
      String label = inEntry.tail().getMatchingProperty();
      return new Place(
          base + pointer, row, header.priceNumber(label), CsvColumn.PRICE + Words.cut(label));
    }
    Optional<CsvColumn> column = CsvColumn.of(inEntry.getMatchingProperty());
    return new Place(
        base + pointer,
        row,
        column.map(header::number).orElse(1),
        column.map(CsvColumn::header).orElse(""));
  }
}
