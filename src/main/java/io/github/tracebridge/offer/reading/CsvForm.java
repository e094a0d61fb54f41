package io.github.tracebridge.offer.reading;

/** How CSV files are written. */
public record CsvForm(Charset charset, Decimal decimal) {
  /** What a file is read as. */
  public enum Charset {
    UTF_8,
    /** Where it is not UTF-8. */
    WINDOWS_1252
  }

  /** What separates the fraction of a number. */
  public enum Decimal {
    /** Either sign, where the number can be read in one way only. */
    AUTO,
    COMMA,
    POINT
  }

  /** UTF-8, and numbers that can be read in one way only. */
  public static final CsvForm USUAL = new CsvForm(Charset.UTF_8, Decimal.AUTO);
}
