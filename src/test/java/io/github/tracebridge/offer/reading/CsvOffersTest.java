package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvOffersTest {
  private static final String HEADER =
      "name;tariffType;countryCode;technology;ppaStructure;guaranteeOfOrigin;negativePrices;hedgeSharePercent;capacityMin;capacityMax;start;tenor;price 2027;price 2028Q1\n";
  private static final String ROW =
      "Süd;5;DE;Solar;PayAsProduced;Provider;Excluded;100;100;250;2027;2Y;58,4;56,95\n";

  @TempDir Path folder;

  @Test
  void rowsOfOneOfferBecomeItsPriceMatrix() throws IOException {
    String second = ROW.replace("2027;2Y;58,4;56,95", "2028Q1;1Q;;-3");
    String other = ROW.replace("100;250", "250;750");
    ReadFile file = read(HEADER + ROW + second + ";;;;;;;;;;;;;\n" + other);
    assertThat(file.violations()).isEmpty();
    assertThat(file.json())
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"name\":\"Süd\",\"tariffType\":5,\"countryCode\":\"DE\",\"technology\":\"Solar\","
                + "\"configuration\":{\"ppaStructure\":\"PayAsProduced\",\"guaranteeOfOrigin\":\"Provider\","
                + "\"negativePrices\":\"Excluded\",\"hedgeSharePercent\":100,"
                + "\"capacityTiers\":[{\"min\":100,\"max\":250}]},\"priceMatrix\":["
                + "{\"start\":\"2027\",\"tenor\":\"2Y\",\"prices\":{\"2027\":58.4,\"2028Q1\":56.95}},"
                + "{\"start\":\"2028Q1\",\"tenor\":\"1Q\",\"prices\":{\"2028Q1\":-3}}]}",
            "{\"name\":\"Süd\",\"tariffType\":5,\"countryCode\":\"DE\",\"technology\":\"Solar\","
                + "\"configuration\":{\"ppaStructure\":\"PayAsProduced\",\"guaranteeOfOrigin\":\"Provider\","
                + "\"negativePrices\":\"Excluded\",\"hedgeSharePercent\":100,"
                + "\"capacityTiers\":[{\"min\":250,\"max\":750}]},\"priceMatrix\":["
                + "{\"start\":\"2027\",\"tenor\":\"2Y\",\"prices\":{\"2027\":58.4,\"2028Q1\":56.95}}]}");
  }

  @Test
  void whatIsWrittenIsWhatWasJudged() throws IOException {
    ReadFile file = read(HEADER + ROW);
    assertThat(new ObjectMapper().readTree(file.written()).path("offers").toString())
        .isEqualTo(new ObjectMapper().readTree(file.json().toString()).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2Y | 2 | row 2, column "tenor": expected count and unit such as 11M, but was "2" [tenor-form]
          58,4 | abc | row 2, column "price 2027": expected a number such as 85,5, but was "abc" [csv-number]
          58,4 | 1.234,5 | row 2, column "price 2027": expected a number that can be read in one way only, but was "1.234,5": leave thousands separators out, and set offers.csv-decimal to comma or point [csv-number]
          58,4;56,95 | ; | row 2: expected at least one price, but there is none [prices-number]
          ;250; | ;; | row 2, column "capacityMax": expected a number above 0, but it is missing [required-member]
          ;100;250; | ;300;250; | row 2: expected min below max, but was 300 and 250 [tier-bounds]
          DE | `` | row 2, column "countryCode": expected two capital letters such as DE, but it is missing [required-member]
          ;5; | ;4; | row 2, column "tariffType": expected 3 (direct marketing), 5 (PPA upstream) or 6 (PPA downstream), but was the number 4 [tariff-type]
          ;5; | ;x; | row 2, column "tariffType": expected a number such as 85,5, but was "x" [csv-number]
          ;56,95 | `` | row 2: expected 14 cells as in the header, but here are 13 [csv-form]
          58,4 | "58,4 | row 2: a cell goes over several lines: is a quote not closed? [csv-form]
          Süd | "S"üd | row 1: this is not CSV from here on: is a quote not closed, or a row very long? [csv-form]
          """)
  void aViolationNamesRowAndColumn(String right, String wrong, String said) throws IOException {
    ReadFile file = read(HEADER + ROW.replace(right, wrong));
    assertThat(file.violations()).contains(said);
    assertThat(file.offers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tenor | tenro | row 1: expected a column tenor, but there is none [csv-column]
          tenor | tenro | row 1, column "tenro": not a column of the layout; did you mean tenor? [csv-column]
          ;price 2027;price 2028Q1 | `` | row 1: expected a column price 2028, or of another period, but there is none [csv-column]
          tenor | start | row 1, column "start": the column is here a second time: leave one of them out [csv-column]
          """)
  void aHeaderIsHeldAgainstTheLayout(String right, String wrong, String said) throws IOException {
    assertThat(read(HEADER.replace(right, wrong) + ROW).violations()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          58,4     | AUTO  | 58.4
          58.4     | AUTO  | 58.4
          1234,567 | AUTO  | 1234.567
          0,123    | AUTO  | 0.123
          -7       | AUTO  | -7
          1.234    | AUTO  | -
          1,234    | AUTO  | -
          1.234,5  | AUTO  | -
          1e5      | AUTO  | -
          1 234    | AUTO  | -
          1,234    | COMMA | 1.234
          1.234    | COMMA | -
          58.4     | COMMA | -
          1.234    | POINT | 1.234
          58,4     | POINT | -
          """)
  void aNumberIsReadWhereItMeansOneThing(String cell, CsvForm.Decimal decimal, String value) {
    assertThat(new CsvNumber(decimal).read(cell).map(JsonNode::toString).orElse(null))
        .isEqualTo(value);
  }

  @Test
  void semicolonsTabsAndCommasAreToldByTheHeader() throws IOException {
    assertThat(read((HEADER + ROW).replace(';', '\t')).violations()).isEmpty();
    assertThat(read((HEADER + ROW).replace(',', '.').replace(';', ',')).violations()).isEmpty();
    assertThat(read("\uFEFF" + (HEADER + ROW).toUpperCase().replace("SOLAR", "Solar")).warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "sep=;;;;"})
  void excelsLineForTheSeparatorIsNoHeader(String line) throws IOException {
    ReadFile file = read(line + "\n" + HEADER + ROW.replace("2027;2Y", "2027;2X"));
    assertThat(file.violations()).hasSize(1).first().asString().startsWith("row 3, column");
    assertThat(read(line + "\n" + HEADER + ROW).reading.isGood()).isTrue();
  }

  @Test
  void columnsComeInAnyOrderAndSpelling() throws IOException {
    String text =
        "TENOR;Start;Price 2027;NAME;tarifftype;technology;ppastructure;guaranteeoforigin;negativeprices;hedgesharepercent;countrycode\r\n"
            + "1Y;2027;58,4;n;6;Wind;PayAsProduced;Provider;Included;50;DE\r\n";
    ReadFile file = read(text);
    assertThat(file.violations()).isEmpty();
    assertThat(file.json().get(0).at("/priceMatrix/0/prices/2027").toString()).isEqualTo("58.4");
  }

  @Test
  void windows1252IsRefusedByNameOrReadWhereItIsSet() throws IOException {
    byte[] bytes = (HEADER + ROW).getBytes(Charset.forName("windows-1252"));
    Path file = folder.resolve("a.csv");
    assertThat(new ReadFile(file, bytes, Map.of(), null).violations())
        .singleElement()
        .asString()
        .contains("this is not UTF-8; at byte")
        .endsWith("is FC, it looks like Windows-1252: save it as UTF-8 [not-utf-8]");
    Map<String, String> set = Map.of("offers.csv-charset", "windows-1252");
    assertThat(new ReadFile(file, bytes, set, null).offers.get(0).name()).isEqualTo("Süd");
    byte[] utf8 = (HEADER + ROW).getBytes(StandardCharsets.UTF_8);
    assertThat(new ReadFile(file, utf8, set, null).offers.get(0).name()).isEqualTo("Süd");
  }

  @ParameterizedTest
  @CsvSource({"504B030414000600", "D0CF11E0A1B11AE1"})
  void aWorkbookIsRefusedByNameAndNothingElseIsSaid(String begin) throws IOException {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(begin), 9000);
    for (String charset : List.of("utf-8", "windows-1252")) {
      Map<String, String> set = Map.of("offers.csv-charset", charset);
      assertThat(new ReadFile(folder.resolve("a.csv"), bytes, set, null).violations())
          .containsExactly(
              "row 1: this is an Excel workbook or another packed file, not CSV: save it as CSV"
                  + " [csv-form]");
    }
  }

  @Test
  void rowsOfOneOfferThatAreApartAreSaid() throws IOException {
    String other = ROW.replace("100;250", "250;750");
    ReadFile file = read(HEADER + ROW + other + ROW.replace("2027;2Y", "2028;1Y"));
    assertThat(file.violations())
        .containsExactly(
            "row 4: the same configuration is in line 2 already: PPA upstream Solar DE"
                + " PayAsProduced Provider Excluded 100 % 100-250 kW [same-configuration]");
  }

  private ReadFile read(String text) throws IOException {
    return new ReadFile(folder.resolve("a.csv"), text);
  }
}
