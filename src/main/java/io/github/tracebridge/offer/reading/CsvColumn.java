package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of the CSV layout, prices apart. */
enum CsvColumn {
  NAME("name", "/name", false),
  TARIFF_TYPE("tariffType", "/tariffType", true),
  COUNTRY_CODE("countryCode", "/countryCode", false),
  TECHNOLOGY("technology", "/technology", false),
  DIRECT_MARKETING_TYPE("directMarketingType", "/configuration/directMarketingType", false),
  ENUMERATION_TYPE("enumerationType", "/configuration/enumerationType", false),
  SERVICE_FEE_TYPE("serviceFeeType", "/configuration/serviceFeeType", false),
  PPA_STRUCTURE("ppaStructure", "/configuration/ppaStructure", false),
  GUARANTEE_OF_ORIGIN("guaranteeOfOrigin", "/configuration/guaranteeOfOrigin", false),
  NEGATIVE_PRICES("negativePrices", "/configuration/negativePrices", false),
  HEDGE_SHARE_PERCENT("hedgeSharePercent", "/configuration/hedgeSharePercent", true),
  CAPACITY_MIN("capacityMin", "/configuration/capacityTiers/0/min", true),
  CAPACITY_MAX("capacityMax", "/configuration/capacityTiers/0/max", true),
  START("start", "/start", false),
  TENOR("tenor", "/tenor", false);

  /** A price column is headed by this and the price's label. */
  static final String PRICE = "price ";

  private final String header;
  private final String pointer;
  private final boolean number;

  CsvColumn(String header, String pointer, boolean number) {
    this.header = header;
    this.pointer = pointer;
    this.number = number;
  }

  String header() {
    return header;
  }

  /** Of its value in the offer; of start and tenor in the entry. */
  JsonPointer pointer() {
    return JsonPointer.compile(pointer);
  }

  boolean isNumber() {
    return number;
  }

  /** Whether it is of the entry in the price matrix, not of the offer around it. */
  boolean isOfEntry() {
    return this == START || this == TENOR;
  }

  /** Without these no offer can be made. */
  boolean isNeeded() {
    return this == NAME || this == TARIFF_TYPE || isOfEntry();
  }

  static Optional<CsvColumn> of(String header) {
    return Stream.of(values()).filter(c -> c.header.equalsIgnoreCase(header)).findFirst();
  }

  static Optional<CsvColumn> at(JsonPointer inOffer) {
    return Stream.of(values())
        .filter(c -> !c.isOfEntry() && c.pointer.equals(inOffer.toString()))
        .findFirst();
  }

  static List<String> headers() {
    return Stream.of(values()).map(CsvColumn::header).toList();
  }

  static boolean isPrice(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(PRICE)
        && !header.substring(PRICE.length()).isBlank();
  }
}
