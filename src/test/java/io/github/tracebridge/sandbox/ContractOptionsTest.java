package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.DIRECT_MARKETING;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractOptionsTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void theNewestVersionAnswersWithAllItsPrices() {
    trace.upload(Offers.file(Offers.ppa("older")));
    trace.clock.advance(Duration.ofSeconds(9));
    ObjectNode newer =
        Offers.changed(Offers.ppa("newer"), "/priceMatrix/0/prices/2027", "60.123456789012345678");
    String id = json(trace.upload(Offers.file(newer))).at("/results/0/offerId").asText();
    JsonNode options = options(Offers.question(newer, 175));
    assertThat(options).hasSize(3);
    assertThat(options.get(0).toString()).contains("60.123456789012345678");
    assertThat(options.get(1).toString())
        .isEqualTo(
            "{\"start\":\"2027Q2\",\"tenor\":\"3Q\",\"prices\":{\"2027Q2\":71.4},"
                + "\"offerId\":\""
                + id
                + "\",\"offerName\":\"newer\",\"createdAt\":\"2026-03-04T09:12:53.123456Z\"}");
  }

  @Test
  void newestIsWhatWasCreatedLastByTheClock() {
    trace.upload(Offers.file(Offers.ppa("first")));
    trace.clock.advance(Duration.ofSeconds(-9));
    trace.upload(Offers.file(Offers.ppa("dated back")));
    assertThat(names(Offers.question(Offers.ppa(""), 175))).containsOnly("first");
    trace.clock.advance(Duration.ofSeconds(9));
    trace.upload(Offers.file(Offers.ppa("at the same time")));
    assertThat(names(Offers.question(Offers.ppa(""), 175))).containsOnly("at the same time");
    assertThat(trace.sandbox().offers().truth().get(0).versions()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"99, ''", "100, low", "250, low high", "250.5, high", "750, high", "751, ''"})
  void theTierMustCoverTheCapacityBothBoundsIncluded(double capacity, String names) {
    ObjectNode high =
        Offers.changed(Offers.ppa("high"), "/configuration/capacityTiers", "[{min:250,max:750}]");
    trace.upload(Offers.file(Offers.ppa("low"), high));
    assertThat(String.join(" ", names(Offers.question(high, capacity)))).isEqualTo(names);
  }

  @Test
  void anOfferWithoutATierCoversAll() {
    ObjectNode offer = Offers.changed(Offers.directMarketing("all"), "/countryCode", null);
    trace.upload(DIRECT_MARKETING, Offers.file(offer));
    assertThat(names(Offers.question(offer, 123456))).containsExactly("all");
    ObjectNode german = Offers.question(Offers.directMarketing("all"), 1);
    assertThat(names(german)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          /tariffType                       | absent | tariffType: an integer is required
          /technology                       | absent | technology: required
          /installedCapacity                | absent | installedCapacity: a number is required
          /configuration                    | absent | configuration: required
          """)
  void aQuestionMustBeWhole(String pointer, String value, String message) {
    ObjectNode question = Offers.changed(Offers.question(Offers.ppa(""), 1), pointer, value);
    HttpResponse<String> answer = trace.options(question.toString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void aQuestionIsJson() {
    assertThat(trace.options("{'a'").statusCode()).isEqualTo(400);
    assertThat(trace.options("").statusCode()).isEqualTo(400);
    assertThat(trace.options("[]").statusCode()).isEqualTo(400);
    assertThat(trace.options("{\"installedCapacity\":1e9999999999}").statusCode()).isEqualTo(400);
    assertThat(trace.upload(SandboxUnderTest.OPTIONS, "{}").statusCode()).isEqualTo(415);
    assertThat(trace.sandbox().counters().requests(RequestKind.CONTRACT_OPTIONS)).isEqualTo(5);
  }

  @Test
  void theTruthIsOneConfigurationALine() {
    trace.upload(Offers.file(Offers.ppa("a"), Offers.ppa("b")));
    trace.upload(DIRECT_MARKETING, Offers.file(Offers.directMarketing("c")));
    List<String> lines = trace.get("/sandbox/offers/truth").body().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode ppa = SandboxJson.read(lines.get(0));
    assertThat(ppa.at("/configuration/terms/technology").asText()).isEqualTo("Solar");
    assertThat(ppa.at("/configuration/tier/max").asInt()).isEqualTo(250);
    assertThat(ppa.path("versions").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(ppa.at("/versions/1/sha256").asText()).hasSize(64);
    JsonNode other = SandboxJson.read(lines.get(1));
    assertThat(other.path("configuration").has("tier")).isFalse();
    assertThat(other.at("/versions/0/upload").asInt()).isEqualTo(2);
  }

  private JsonNode options(ObjectNode question) {
    try {
      return OfferFile.STRICT.readTree(trace.options(question.toString()).body());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names(ObjectNode question) {
    return options(question).findValuesAsText("offerName").stream().distinct().toList();
  }
}
