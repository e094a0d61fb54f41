package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.DIRECT_MARKETING;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of an offer makes that offer fail, and no other. */
class OfferCheckTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "absent",
      textBlock =
          """
          /name                             | absent      | name: required
          /name                             | ' '         | name: required
          /name                             | 7           | name: required
          /tariffType                       | absent      | tariffType: an integer is required
          /tariffType                       | '5'         | tariffType: an integer is required
          /tariffType                       | 5.0         | tariffType: an integer is required
          /tariffType                       | 3           | tariffType: does not belong to this endpoint
          /countryCode                      | absent      | countryCode: required
          /countryCode                      | 'de'        | countryCode: two capital letters are required
          /countryCode                      | 'DEU'       | countryCode: two capital letters are required
          /technology                       | absent      | technology: required
          /technology                       | 'Hydro'     | technology: unknown for this tariff
          /configuration/technology         | 'Wind'      | technology: differs from configuration.technology
          /configuration                    | absent      | configuration: required
          /configuration/ppaStructure       | absent      | configuration.ppaStructure: required
          /configuration/ppaStructure       | 'Baseload'  | configuration.ppaStructure: unknown value
          /configuration/guaranteeOfOrigin  | 'Moon'      | configuration.guaranteeOfOrigin: unknown value
          /configuration/negativePrices     | 'excluded'  | configuration.negativePrices: unknown value
          /configuration/hedgeSharePercent  | absent      | configuration.hedgeSharePercent: a number is required
          /configuration/hedgeSharePercent  | '80'        | configuration.hedgeSharePercent: a number is required
          /configuration/hedgeSharePercent  | -0.1        | configuration.hedgeSharePercent: 0 to 100 is required
          /configuration/hedgeSharePercent  | 100.01      | configuration.hedgeSharePercent: 0 to 100 is required
          /configuration/hedgeSharePercent  | 1e305       | configuration.hedgeSharePercent: the number is out of bounds
          /configuration/capacityTiers      | {}          | configuration.capacityTiers: an array is required
          /configuration/capacityTiers      | [{min:1}]   | configuration.capacityTiers[0].max: a number is required
          /configuration/capacityTiers/0/min | -1         | configuration.capacityTiers[0].min: 0 or more is required
          /configuration/capacityTiers/0/min | 250        | configuration.capacityTiers[0]: min must be below max
          /priceMatrix                      | absent      | priceMatrix: required
          /priceMatrix                      | []          | priceMatrix: must not be empty
          /priceMatrix                      | [1]         | priceMatrix[0]: an object is required
          /priceMatrix/1/start              | absent      | priceMatrix[1].start: a month, quarter or year is required
          /priceMatrix/1/start              | 2027        | priceMatrix[1].start: a month, quarter or year is required
          /priceMatrix/1/start              | '2027M13'   | priceMatrix[1].start: a month, quarter or year is required
          /priceMatrix/1/start              | '2027Q5'    | priceMatrix[1].start: a month, quarter or year is required
          /priceMatrix/1/tenor              | '11'        | priceMatrix[1].tenor: a count and M, Q or Y is required
          /priceMatrix/1/tenor              | '0Q'        | priceMatrix[1].tenor: a count and M, Q or Y is required
          /priceMatrix/1/tenor              | '1Y'        | priceMatrix[1].tenor: does not fit the start
          /priceMatrix/0/tenor              | '2Q'        | priceMatrix[0].tenor: does not fit the start
          /priceMatrix/2/tenor              | '1Q'        | priceMatrix[2].tenor: does not fit the start
          /priceMatrix/1                    | {start:'2027',tenor:'2Y',prices:{a:1}} | priceMatrix[1]: start and tenor are there already
          /priceMatrix/0/prices             | absent      | priceMatrix[0].prices: prices are required
          /priceMatrix/0/prices             | {}          | priceMatrix[0].prices: prices are required
          /priceMatrix/0/prices/2027        | '61,25'     | priceMatrix[0].prices.2027: a number is required
          /priceMatrix/2/prices/2027/base   | null        | priceMatrix[2].prices.2027.base: a number is required
          /priceMatrix/2/prices/2027        | [1,true]    | priceMatrix[2].prices.2027[1]: a number is required
          """)
  void aPpaFailsAlone(String pointer, String value, String message) {
    assertFailsAlone(PPA, Offers.ppa("bad"), Offers.ppa("good"), pointer, value, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "absent",
      textBlock =
          """
          /tariffType                        | 5          | tariffType: does not belong to this endpoint
          /countryCode                       | 'Germany'  | countryCode: two capital letters are required
          /technology                        | 'Biomass'  | technology: unknown for this tariff
          /configuration/directMarketingType | 'eeg'      | configuration.directMarketingType: unknown value
          /configuration/enumerationType     | absent     | configuration.enumerationType: required
          /configuration/serviceFeeType      | 'Free'     | configuration.serviceFeeType: unknown value
          /priceMatrix/0/start               | '2027Q2'   | priceMatrix[0].start: not allowed for this tariff
          """)
  void directMarketingFailsAlone(String pointer, String value, String message) {
    assertFailsAlone(
        DIRECT_MARKETING,
        Offers.directMarketing("bad"),
        Offers.directMarketing("good"),
        pointer,
        value,
        message);
  }

  private void assertFailsAlone(
      String path, ObjectNode bad, ObjectNode good, String pointer, String value, String message) {
    JsonNode answer = json(trace.upload(path, Offers.file(changed(bad, pointer, value), good)));
    assertThat(answer.path("success").asBoolean()).isFalse();
    assertThat(answer.at("/results/0").toString())
        .isEqualTo("{\"offerId\":null,\"success\":false,\"message\":\"" + message + "\"}");
    assertThat(answer.at("/results/1/success").asBoolean()).isTrue();
    Counters counters = trace.sandbox().counters();
    assertThat(counters.uploads(UploadOutcome.PARTLY_STORED)).isEqualTo(1);
    assertThat(counters.offersStored()).isEqualTo(1);
  }

  /** An array's element is replaced in its array. */
  private static ObjectNode changed(ObjectNode offer, String pointer, String value) {
    if (pointer.equals("/priceMatrix/1")) {
      offer.withArray("priceMatrix").set(1, SandboxJson.read(value));
      return offer;
    }
    return Offers.changed(offer, pointer, value);
  }
}
