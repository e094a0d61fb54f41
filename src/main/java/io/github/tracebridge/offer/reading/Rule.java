package io.github.tracebridge.offer.reading;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every rule that an offer file is judged by. {@code docs/offers.md} is held against this list by a
 * test; {@code offers.warn-rules} says which of them only warn.
 */
enum Rule {
  FILE_ENDING(true, "The file's name ends in .json or .csv."),
  EMPTY_FILE(true, "Something is in the file."),
  NOT_UTF_8(true, "The file is UTF-8, or what offers.csv-charset allows."),
  BYTE_ORDER_MARK(false, "The file has no byte order mark; one is dropped."),
  TOO_LARGE(
      true,
      "An offer has at most 16 MB, 200,000 values and 1,000 capacity tiers; a file 200,000"
          + " configurations; a text 1,000,000 characters, a number 100; nesting ends at 100."),

  NOT_JSON(true, "The file is JSON, without comments or commas too many."),
  CUT_SHORT(true, "The file does not end in the middle of something."),
  TEXT_AFTER_END(true, "Nothing follows the end of the JSON."),
  DUPLICATE_MEMBER(true, "No object has two members of one name."),
  OFFER_OR_OFFERS(
      true, "The file is an object with offer, or with a list offers that is not empty."),

  CSV_FORM(true, "Each row has as many cells as the header, each cell is on one line."),
  CSV_COLUMN(true, "Each column is known, is there once, and none that is needed is missing."),
  CSV_NUMBER(true, "A number in CSV can be read in one way only."),

  TARIFF_TYPE(true, "tariffType is 3 (direct marketing), 5 (PPA upstream) or 6 (PPA downstream)."),
  ONE_ENDPOINT(true, "All offers of a file go to one endpoint, that of its folder if it has one."),
  UNKNOWN_MEMBER(
      false, "Members are those that TRACE is known to read; prices, fees and such are free."),
  REQUIRED_MEMBER(false, "Required members are there."),
  WRONG_TYPE(false, "Texts, lists and objects are where they should be."),
  NUMBER_EXPECTED(false, "Numbers are numbers, not texts."),
  EMPTY_NAME(false, "The name is not empty."),
  KNOWN_VALUE(false, "Members with few values have one of them."),
  COUNTRY_CODE(false, "countryCode is two capital letters."),
  COUNTRY_CODE_MISSING(false, "Direct marketing offers have a countryCode, as PPA offers must."),
  TECHNOLOGY(false, "technology is there, fits the endpoint, and is the same in both places."),
  TECHNOLOGY_POSITION(false, "technology stands beside configuration, not in it."),
  HEDGE_SHARE(false, "hedgeSharePercent is from 0 to 100."),
  TIER_BOUNDS(false, "A capacity tier begins at 0 or above, and below its end."),
  TIER_OVERLAP(false, "Capacity tiers of an offer may touch and do not overlap."),
  SAME_CONFIGURATION(false, "No two offers or tiers of a file are for one configuration."),
  EMPTY_MATRIX(false, "The price matrix has an entry."),
  START_FORM(false, "start is a year, a month or a quarter: 2028, 2027M04, 2027Q2."),
  TENOR_FORM(false, "tenor is a count and a unit: 11M, 3Q, 2Y."),
  TENOR_FITS_START(false, "Months or years follow a month, quarters a quarter, years a year."),
  YEAR_AFTER_QUARTER(false, "Years do not follow a quarter, though TRACE may allow it."),
  DUPLICATE_ENTRY(false, "No two entries of a price matrix have the same start and tenor."),
  PRICES_NUMBER(false, "prices has a value, and all its values are numbers.");

  private final boolean fixed;
  private final String meaning;

  Rule(boolean fixed, String meaning) {
    this.fixed = fixed;
    this.meaning = meaning;
  }

  /** The name that users see. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it always refuses: without it the file cannot be sent at all. */
  boolean isFixed() {
    return fixed;
  }

  /** What a file that keeps the rule is like. */
  String meaning() {
    return meaning;
  }

  static List<String> names() {
    return Stream.of(values()).map(Rule::text).toList();
  }
}
