package io.github.tracebridge.offer;

/**
 * How CSV files are written.
 *
 * @param orWindows1252 whether a file that is not UTF-8 is read as Windows-1252
 */
public record CsvForm(boolean orWindows1252, Decimal decimal) {
  /** What separates the fraction of a number. */
  public enum Decimal {
    /** Either sign, where the number can be read in one way only. */
    AUTO,
    COMMA,
    POINT
  }

  /** UTF-8, and numbers that can be read in one way only. */
  public static final CsvForm USUAL = new CsvForm(false, Decimal.AUTO);
}
