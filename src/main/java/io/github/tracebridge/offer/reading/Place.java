package io.github.tracebridge.offer.reading;

import org.jspecify.annotations.Nullable;

/** Where in a file something is; the parts are those of {@link Violation}. */
record Place(String pointer, int line, int column, @Nullable String columnName) {
  static Place inJson(String pointer, int line, int column) {
    return new Place(pointer, Math.max(1, line), Math.max(1, column), null);
  }
}
