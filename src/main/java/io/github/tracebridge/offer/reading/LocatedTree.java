package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * A JSON value and where each value in it stands: one number a value, in the order of the file, so
 * that a large offer costs little more than its tree.
 */
final class LocatedTree implements Places {
  private final String base;
  private final JsonNode root;
  private final long[] positions;

  /**
   * @param base JSON pointer of the value in the file
   */
  LocatedTree(String base, JsonNode root, Positions positions) {
    this.base = base;
    this.root = root;
    this.positions = positions.toArray();
  }

  JsonNode root() {
    return root;
  }

  @Override
  public Place at(JsonPointer pointer) {
    int ordinal = 0;
    JsonNode node = root;
    JsonPointer rest = pointer;
    while (!rest.matches() && !child(node, rest).isMissingNode()) {
      JsonNode child = child(node, rest);
      ordinal += 1 + before(node, child, rest);
      node = child;
      rest = rest.tail();
    }
    long position = positions[ordinal];
    return Place.inJson(base + pointer, (int) (position >>> 32), (int) position);
  }

  private static JsonNode child(JsonNode node, JsonPointer rest) {
    return node.isArray()
        ? node.path(rest.getMatchingIndex())
        : node.path(rest.getMatchingProperty());
  }

  /** How many values stand between a value's begin and that of its child. */
  private static int before(JsonNode node, JsonNode child, JsonPointer rest) {
    int count = 0;
    if (node.isArray()) {
      for (int i = 0; i < rest.getMatchingIndex(); i++) {
        count += size(node.get(i));
      }
      return count;
    }
    for (var member : node.properties()) {
      if (member.getKey().equals(rest.getMatchingProperty())) {
        return count;
      }
      count += size(member.getValue());
    }
    throw new IllegalStateException(child + " is no child");
  }

  private static int size(JsonNode node) {
    int size = 1;
    for (JsonNode child : node) {
      size += size(child);
    }
    return size;
  }

  /** Lines and columns, in the order of the file. */
  static final class Positions {
    private long[] values = new long[64];
    private int size;

    void add(int line, int column) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = (long) line << 32 | column;
    }

    int size() {
      return size;
    }

    /** Forgets what was added since there were only so many. */
    void cutTo(int earlier) {
      size = earlier;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
