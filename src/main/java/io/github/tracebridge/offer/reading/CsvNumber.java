package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers as people write them in spreadsheets, where they mean one thing only. */
final class CsvNumber {
  private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,30})(?:([.,])(\\d{1,30}))?");
  private static final Pattern DIGITS = Pattern.compile("-?\\d[\\d.,]*");
  private static final int GROUP = 3;

  private final CsvForm.Decimal decimal;

  CsvNumber(CsvForm.Decimal decimal) {
    this.decimal = decimal;
  }

  /** Empty where it is no number, or may be one of two. */
  Optional<JsonNode> read(String cell) {
    Matcher form = FORM.matcher(cell);
    if (!form.matches()) {
      return Optional.empty();
    }
    String whole = form.group(1) + form.group(2);
    if (form.group(3) == null) {
      return Optional.of(TreeBuilder.number(whole));
    }
    boolean takes =
        switch (decimal) {
          case AUTO -> !mayBeGrouped(form.group(2), form.group(4));
          case COMMA -> form.group(3).equals(",");
          case POINT -> form.group(3).equals(".");
        };
    return takes ? Optional.of(TreeBuilder.number(whole + "." + form.group(4))) : Optional.empty();
  }

  /** 1.234 and 1,234 are one thousand to some and a little more than one to others. */
  private static boolean mayBeGrouped(String whole, String fraction) {
    return fraction.length() == GROUP && whole.length() <= GROUP && !whole.equals("0");
  }

  /** Why it is not read, and what to do. */
  String refusal(String cell) {
    String example = decimal == CsvForm.Decimal.POINT ? "85.5" : "85,5";
    if (!DIGITS.matcher(cell).matches()) {
      return "expected a number such as " + example + ", but was " + Words.quoted(cell);
    }
    if (decimal == CsvForm.Decimal.AUTO) {
      return "expected a number that can be read in one way only, but was "
          + Words.quoted(cell)
          + ": leave thousands separators out, and set offers.csv-decimal to comma or point";
    }
    return "expected a number such as "
        + example
        + " without thousands separators, by offers.csv-decimal, but was "
        + Words.quoted(cell);
  }
}
