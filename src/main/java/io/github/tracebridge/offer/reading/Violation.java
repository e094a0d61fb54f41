package io.github.tracebridge.offer.reading;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong in one place of an offer file.
 *
 * @param pointer JSON pointer of the value in the file, of what a CSV file is converted to; the
 *     place where a missing member should be
 * @param line from 1; of a CSV row its first line in the file
 * @param column from 1, in characters
 * @param columnName of a CSV file's column, empty for a whole row; null for JSON
 * @param rule the name of the rule, as in {@code offers.warn-rules}
 * @param sentence what was expected and what was there
 */
public record Violation(
    String pointer,
    int line,
    int column,
    @Nullable String columnName,
    String rule,
    String sentence) {
  private static final int LONGEST_POINTER = 200;

  /** The line for people, without the file's name. */
  @Override
  public String toString() {
    return oneLine(place() + ": " + sentence);
  }

  private String place() {
    if (columnName == null) {
      String position = "line " + line + ", column " + column;
      return pointer.isEmpty() ? position : cut(pointer) + " (" + position + ")";
    }
    return "row " + line + (columnName.isEmpty() ? "" : ", column \"" + columnName + "\"");
  }

  private static String cut(String pointer) {
    return pointer.length() <= LONGEST_POINTER
        ? pointer
        : pointer.substring(0, LONGEST_POINTER) + "…";
  }

  /** What would break the line, or act on a terminal, is not shown. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}\\u2028\\u2029]", "?");
  }
}
