package io.github.tracebridge.sandbox;

import java.util.List;

/** Some rows of a selection, and how many the whole has. Immutable. */
record Slice(List<Row> rows, int total) {}
