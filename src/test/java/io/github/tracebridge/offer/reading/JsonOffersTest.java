package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOffersTest {
  static final String OFFER =
      """
      {"name":"n","tariffType":5,"countryCode":"DE","technology":"Solar",
      "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider","negativePrices":"Excluded","hedgeSharePercent":100},
      "priceMatrix":[{"start":"2027","tenor":"1Y","prices":{"2027":85.50}},
      {"start":"2028","tenor":"2Y","prices":{"2028":80,"2029":79.1}}]}""";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "tenor":"1Y" | "tenor":"11" | /offer/priceMatrix/0/tenor (line 3, column 40): expected count and unit such as 11M, but was "11" [tenor-form]
          "start":"2027" | "start":2027 | /offer/priceMatrix/0/start (line 3, column 25): expected a year, month or quarter such as 2028, 2027M04 or 2027Q2, but was the number 2027 [wrong-type]
          "start":"2027" | "start":"2027\\n" | /offer/priceMatrix/0/start (line 3, column 25): expected a year, month or quarter such as 2028, 2027M04 or 2027Q2, but was "2027?" [start-form]
          "start":"2027","tenor":"1Y" | "start":"2027M04","tenor":"3Q" | /offer/priceMatrix/0/tenor (line 3, column 43): expected months or years such as 11M or 2Y after start 2027M04, but was "3Q" [tenor-fits-start]
          "start":"2028","tenor":"2Y" | "start":"2028Q1","tenor":"2M" | /offer/priceMatrix/1/tenor (line 4, column 27): expected quarters such as 3Q after start 2028Q1, but was "2M" [tenor-fits-start]
          "start":"2028","tenor":"2Y" | "start":"2027","tenor":"1Y" | /offer/priceMatrix/1 (line 4, column 1): start "2027" with tenor "1Y" is in the matrix already, as entry 1 [duplicate-entry]
          85.50 | "85.50" | /offer/priceMatrix/0/prices/2027 (line 3, column 62): expected a number such as 85.5, but was the text "85.50" [prices-number]
          85.50 | {"peak":[1,null]} | /offer/priceMatrix/0/prices/2027/peak/1 (line 3, column 73): expected a number such as 85.5, but was null [prices-number]
          {"2027":85.50} | {} | /offer/priceMatrix/0/prices (line 3, column 54): expected at least one price, but there is none [prices-number]
          "prices":{"2027":85.50} | "price":1 | /offer/priceMatrix/0/prices (line 3, column 16): expected an object, but it is missing [required-member]
          100} | 100.01} | /offer/configuration/hedgeSharePercent (line 2, column 128): expected a number from 0 to 100, but was 100.01 [hedge-share]
          100} | "100"} | /offer/configuration/hedgeSharePercent (line 2, column 128): expected a number from 0 to 100, but was the text "100" [number-expected]
          100} | 100,"capacityTiers":[{"min":-1,"max":5}]} | /offer/configuration/capacityTiers/0/min (line 2, column 156): expected a number, at least 0, but was -1 [tier-bounds]
          100} | 100,"capacityTiers":[{"min":5,"max":5}]} | /offer/configuration/capacityTiers/0 (line 2, column 149): expected min below max, but was 5 and 5 [tier-bounds]
          100} | 100,"capacityTiers":[{"min":5,"max":9},{"min":1,"max":6}]} | /offer/configuration/capacityTiers/0 (line 2, column 149): 5-9 kW overlaps with 1-6 kW [tier-overlap]
          100} | 100,"capacityTiers":[{"min":5}]} | /offer/configuration/capacityTiers/0/max (line 2, column 149): expected a number above 0, but it is missing [required-member]
          100} | 100,"technology":"Wind"} | /offer/configuration/technology (line 2, column 145): expected "Solar" as beside configuration, but was "Wind" [technology]
          "technology":"Solar", | `` | /offer/technology (line 1, column 10): expected the kind of plant such as Solar, but it is missing [technology]
          "Solar" | "solar" | /offer/technology (line 1, column 69): expected Solar, Wind or Biomass, but was "solar"; did you mean Solar? [technology]
          "DE" | "de" | /offer/countryCode (line 1, column 51): expected two capital letters such as DE, but was "de" [country-code]
          "countryCode":"DE", | `` | /offer/countryCode (line 1, column 10): expected two capital letters such as DE, but it is missing [required-member]
          "tariffType":5 | "tariffType":"5" | /offer/tariffType (line 1, column 35): expected 3 (direct marketing), 5 (PPA upstream) or 6 (PPA downstream), but was the text "5" [tariff-type]
          "tariffType":5 | "tariffType":5.0 | /offer/tariffType (line 1, column 35): expected 3 (direct marketing), 5 (PPA upstream) or 6 (PPA downstream), but was the number 5.0 [tariff-type]
          "name":"n", | "name":"n","name":"m", | /offer/name (line 1, column 22): the member "name" is here a second time: leave one of them out [duplicate-member]
          80, | 1e5000, | /offer (line 4, column 47): too large to be an offer: an exponent beyond 1000 [too-large]
          "n" | "Grün 😀","fees":7 | /offer/fees (line 1, column 35): expected an object, but was the number 7 [wrong-type]
          """)
  void aViolationNamesPlaceExpectationAndFact(String right, String wrong, String said)
      throws IOException {
    String text = "{\"offer\":" + OFFER + "}";
    assertThat(text).contains(right);
    ReadFile file = read(text.replace(right, wrong.replace("\\\\", "\\")));
    assertThat(file.violations()).containsExactly(said);
    assertThat(file.offers).isEmpty();
    assertThat(file.reading.offers()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | line 1, column 1: the file is empty [empty-file]
          [] | line 1, column 1: expected an object with offer or offers, but was a list [offer-or-offers]
          {} | line 1, column 1: expected offer or offers, but neither is here [offer-or-offers]
          {"offers":[]} | /offers (line 1, column 11): expected at least one offer, but the list is empty [offer-or-offers]
          {"offers":{}} | /offers (line 1, column 11): expected a list of offers, but was an object [offer-or-offers]
          {"offers":[7]} | /offers/0 (line 1, column 12): expected an offer, but was the number 7 [offer-or-offers]
          {"offers":[7 | /offers/0 (line 1, column 13): the file ends in the middle of this, as if it was not written to its end [cut-short]
          {"offer":nul | /offer (line 1, column 13): the file ends in the middle of this, as if it was not written to its end [cut-short]
          {"offer":1. | /offer (line 1, column 11): the file ends in the middle of this, as if it was not written to its end [cut-short]
          {"offer":7,} | /offer (line 1, column 12): expected a member's name in double quotes, but was '}' [not-json]
          {"offer" x | /offer (line 1, column 10): expected a colon after the member's name, but was 'x' [not-json]
          {"offer":NaN,"x":1} | /offer (line 1, column 13): expected a value in JSON, but was "NaN" [not-json]
          {"offer" 7} | /offer (line 1, column 10): expected a colon after the member's name, but was '7' [not-json]
          """)
  void aFileThatIsNoOfferFileIsRefusedByName(String text, String said) throws IOException {
    assertThat(read(text).violations()).contains(said);
  }

  @Test
  void whereverItIsCutAFileIsCutShort() throws IOException {
    String text = "{\"offer\":" + OFFER.replace(":100", ":58.5e1") + "}";
    for (int length = 1; length < text.length(); length++) {
      assertThat(read(text.substring(0, length)).violations())
          .as(text.substring(0, length))
          .last()
          .asString()
          .endsWith("[cut-short]");
    }
  }

  @Test
  void allViolationsOfAFileAreSaidAtOnce() throws IOException {
    String bad = OFFER.replace("1Y", "1").replace("DE", "D").replace("100", "-1");
    ReadFile file = read("{\"offers\":[" + bad + "," + OFFER + "," + bad + "]}");
    assertThat(file.reading.violations())
        .extracting(Violation::pointer)
        .contains("/offers/0/countryCode", "/offers/0/priceMatrix/0/tenor")
        .contains("/offers/2/countryCode", "/offers/2/priceMatrix/0/tenor");
    assertThat(file.offers).extracting(Offer::index).containsExactly(1);
    assertThat(file.reading.offers()).isEqualTo(3);
  }

  @Test
  void unknownMembersPassWithAWarning() throws IOException {
    String text = OFFER.replace("\"fees\"", "\"x\"").replace("\"name\"", "\"note\":1,\"name\"");
    ReadFile file = read("{\"version\":8,\"offer\":" + text.replace("100}", "100,\"y\":2}") + "}");
    assertThat(file.reading.isGood()).isTrue();
    assertThat(file.reading.warnings())
        .extracting(Violation::pointer)
        .containsExactly("/version", "/offer/note", "/offer/configuration/y");
  }

  @Test
  void membersOfOpenSetsAndPlacesPass() throws IOException {
    String text =
        OFFER
            .replace("\"Provider\"", "\"Customer\"")
            .replace("\"priceMatrix\"", "\"fees\":{\"a\":{\"b\":1}},\"priceMatrix\"");
    ReadFile file = read("{\"offer\":" + text + "}");
    assertThat(file.reading.isGood()).isTrue();
    assertThat(file.warnings()).isEmpty();
  }

  @Test
  void moreThan200ViolationsAreCountedOnly() throws IOException {
    ReadFile file = read("{\"offers\":[" + "7,".repeat(200) + "7]}");
    assertThat(file.reading.violations()).hasSize(200);
    assertThat(file.reading.more()).isTrue();
    assertThat(read("{\"offers\":[" + "7,".repeat(199) + "7]}").reading.more()).isFalse();
  }

  @Test
  void numbersAreKeptExactly() throws IOException {
    ReadFile file = read("{\"offer\":" + OFFER.replace("80,", "0.12345678901234567890,") + "}");
    assertThat(file.json().get(0).toString())
        .contains("85.50")
        .contains("0.12345678901234567890")
        .contains("79.1");
  }

  @Test
  void theReadingTellsSizeAndHashOfTheBytes() throws IOException {
    assertThat(read("abc").reading.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(read("abc" + " ".repeat(100_000)).reading.bytes()).isEqualTo(100_003);
  }

  @Test
  void aByteOrderMarkIsDroppedAndWarnedOf() throws IOException {
    ReadFile file = read("\uFEFF{\"offer\":" + OFFER + "}");
    assertThat(file.warnings()).singleElement().asString().endsWith("[byte-order-mark]");
    assertThat(file.reading.isGood()).isTrue();
    assertThat(new String(file.written(), StandardCharsets.UTF_8))
        .isEqualTo("{\"offer\":" + OFFER + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, 'this is not UTF-8; at byte 16 is FC, it looks like Windows-1252: save it as"
        + " UTF-8'",
    "UTF-16LE, this is not UTF-8; it looks like UTF-16: save it as UTF-8",
    "UTF-16, this is not UTF-8; it looks like UTF-16: save it as UTF-8"
  })
  void anotherEncodingIsRefusedByName(String charset, String said) throws IOException {
    byte[] bytes = "{\"offer\":{\"a\":\"fü".getBytes(Charset.forName(charset));
    ReadFile file = new ReadFile(folder.resolve("a.json"), bytes, Map.of(), null);
    assertThat(file.reading.violations())
        .extracting(Violation::rule, Violation::sentence)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("not-utf-8", said));
  }

  @Test
  void aFileCutWithinALetterIsCutShort() throws IOException {
    byte[] bytes = "{\"offer\":\"ü".getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);
    ReadFile file = new ReadFile(folder.resolve("a.json"), cut, Map.of(), null);
    assertThat(file.violations()).singleElement().asString().endsWith("[cut-short]");
  }

  @Test
  void theFolderSaysWhereOffersGo() throws IOException {
    byte[] bytes = ("{\"offer\":" + OFFER + "}").getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("a.JSON");
    assertThat(new ReadFile(file, bytes, Map.of(), UploadKind.PPA).reading.isGood()).isTrue();
    assertThat(new ReadFile(file, bytes, Map.of(), UploadKind.DIRECT_MARKETING).violations())
        .containsExactly(
            "/offer/tariffType (line 1, column 35): expected an offer for direct-marketing by the"
                + " folder's name, but 5 is one for ppa [one-endpoint]");
  }

  @Test
  void whichRulesOnlyWarnIsASetting() throws IOException {
    byte[] bytes =
        ("{\"offer\":" + OFFER.replace("100}", "120,\"y\":1}") + "}")
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> settings = Map.of("offers.warn-rules", "hedge-share");
    ReadFile file = new ReadFile(folder.resolve("a.json"), bytes, settings, null);
    assertThat(file.reading.warnings()).extracting(Violation::rule).containsExactly("hedge-share");
    assertThat(file.reading.violations())
        .extracting(Violation::rule)
        .containsExactly("unknown-member");
  }

  private ReadFile read(String text) throws IOException {
    return new ReadFile(folder.resolve("a.json"), text);
  }
}
