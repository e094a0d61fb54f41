package io.github.tracebridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a person is left of what sinks say; what a person needs to mend it is. */
class RedactionTest {
  private static final String ID = "5a0e7c1d-2b34-4f56-8a90-1c2d3e4f5a6b";
  private final Redaction redaction = new Redaction(ID, lead());

  private static JsonNode lead() {
    try {
      return new ObjectMapper()
          .readTree(
              """
              {"id":"%s","status":"New","contact":{"firstName":"Jürgen","lastName":"Böhm-Fuß",
               "email":"juergen.boehm@example.com","phone":"+49 171 2345678"},
               "company":{"name":"Sonnenhof Weiß GmbH","countryCode":"DE"},"code":"AMBER",
               "solarAssets":[{"installedCapacity":5560.5}],"comment":"please call on mondays"}
              """
                  .formatted(ID));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VALIDATION_ERROR: Property values were not valid.",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION: The company is on the list of exclusions",
        "NOT_FOUND: Provided external ID field does not exist or is not accessible: Trace_Id__c.",
        "REQUIRED_FIELD_MISSING: Required fields are missing: [LastName, Company] (LastName)",
        "DUPLICATES_DETECTED: Use one of these records? (Foerdergebiet__c)",
        "its leads do not have the property trace_city, pv_region; add it, or take it out of"
            + " mapping/hubspot.jslt.",
        "it answered 429, its limit TEN_SECONDLY_ROLLING.",
        "/solarAssets/0/installedCapacity: expected the type string, but was of type number",
        "lead " + ID + " is a duplicate",
        "Die Firma steht auf der Ausschlussliste, das ist ungültig.",
        "{\"errorCode\":\"DUPLICATE\",\"status\":422,\"fields\":[\"lastName\"],\"ok\":false,\"x\":null}"
      })
  void whatAPersonNeedsIsLeft(String text) {
    assertThat(redaction.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"B\\u00f6hm-Fu\\u00df is there\"}|{\"message\":\"*** is there\"}",
        "no room for B\\u00f6hm|no room for ***",
        "JUERGEN BOEHM FUSS is there|*** is there",
        "JURGEN is there|*** is there",
        "juergen boehm is a duplicate|*** is a duplicate",
        "duplicate: juergenboehm|duplicate: ***",
        "call +491712345678 first|call *** first",
        "call 0049 171/234 56 78 first|call *** first",
        "{\"phone\":491712345678,\"line\":12}|{\"phone\":\"***\",\"line\":12}",
        "SONNENHOF is refused|*** is refused",
        "it has 5560.5 and not 7|it has *** and not 7",
        "looks like Björn Fuß <x@y.example>|looks like *** <***>",
        "{\"message\":\"looks like Max Mustermann\"}|{\"message\":\"looks like ***\"}",
        "Meier is on the list|*** is on the list",
        "MEIER: is on the list|***: is on the list",
        "duplicate of max.mustermann@web.example|duplicate of ***",
        "max mustermann <m@web.example>|*** <***>",
        "{\"name\":\"MEIER\",\"code\":\"MISSING\"}|{\"name\":\"***\",\"code\":\"MISSING\"}",
        "{\"code\":\"AMBER\"}|{\"code\":\"***\"}",
        "{\"x@y.example\":\"is a duplicate\"}|{\"***\":\"is a duplicate\"}",
        "{\"born\":\"1970-01-31\",\"zip\":\"80331\"}|{\"born\":\"***\",\"zip\":\"***\"}",
        "{\"born\":19700131}|{\"born\":\"***\"}",
        "the key is Zx81Kq|the key is ***",
        "王小明 is a duplicate|*** is a duplicate",
        "<p>B&ouml;hm</p>|<p>***&***;***</p>"
      })
  void whatTellsOfAnybodyIsMasked(String text, String masked) {
    assertThat(redaction.of(text)).isEqualTo(masked);
  }

  @Test
  void aLongAnswerIsReadInTime() {
    assertThat(redaction.of("x".repeat(2_000_000))).hasSize(2_001);
    assertThat(redaction.of("1.".repeat(1_000_000))).hasSizeLessThan(2_002);
  }

  @Test
  void ourOwnStatusIsLeftWhateverNumbersALeadTells() throws IOException {
    JsonNode lead = new ObjectMapper().readTree("{\"capacity\":422}");
    assertThat(new Redaction(ID, lead).of("it answered 422.")).isEqualTo("it answered 422.");
  }
}
