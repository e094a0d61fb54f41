package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.END;
import static io.github.tracebridge.sandbox.SandboxUnderTest.FORM;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.SandboxUnderTest.part;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadKnobsTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  private final ObjectNode bad =
      Offers.changed(Offers.ppa("bad"), "/configuration/ppaStructure", "'Baseload'");
  private final ObjectNode tiered =
      Offers.changed(
          Offers.ppa("tiered"),
          "/configuration/capacityTiers",
          "[{min:0,max:100},{min:100,max:250},{min:250,max:750}]");

  @Test
  void thePathsHaveAPrefix() {
    trace.turn("{upload:{pathPrefix:'/api/v8'}}");
    String file = Offers.file(Offers.ppa("a"));
    assertThat(trace.upload("/api/v8" + PPA, file).statusCode()).isEqualTo(200);
    assertThat(trace.upload(PPA, file).statusCode()).isEqualTo(404);
  }

  @Test
  void thePartHasAName() {
    trace.turn("{upload:{partName:'offers'}}");
    String file = Offers.file(Offers.ppa("a"));
    assertThat(trace.form(PPA, FORM, part("offers", file) + END).statusCode()).isEqualTo(200);
    assertThat(trace.upload(file).body()).contains("The offers field is required.");
  }

  @Test
  void theScopeHasAName() {
    trace.turn("{upload:{scope:'write:tariffs'}}");
    assertThat(trace.upload(Offers.file(Offers.ppa("a"))).statusCode()).isEqualTo(403);
    assertThat(trace.options("{}").statusCode()).isEqualTo(403);
    trace.turn(
        "{login:{clients:[{id:'price-desk',secret:'sandbox-upload-secret',audience:'%s',scopes:['write:tariffs']}]}}"
            .formatted(Knobs.AUDIENCE));
    assertThat(trace.upload(Offers.file(Offers.ppa("a"))).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "independent, 1, Imported successfully",
    "all-or-nothing, 0, 'Not imported, because another offer of the file failed'"
  })
  void goodOffersOfABadFileAreStoredOrNot(String partial, int stored, String message) {
    trace.turn("{upload:{partial:'" + partial + "'}}");
    JsonNode answer = json(trace.upload(Offers.file(Offers.ppa("good"), bad)));
    assertThat(answer.at("/results/0/message").asText()).isEqualTo(message);
    assertThat(answer.at("/results/1/message").asText())
        .isEqualTo("configuration.ppaStructure: unknown value");
    assertThat(trace.sandbox().offers().truth()).hasSize(stored);
    assertThat(trace.sandbox().counters().offersStored()).isEqualTo(stored);
    trace.upload(Offers.file(Offers.ppa("good")));
    assertThat(trace.sandbox().counters().uploads(UploadOutcome.STORED)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "all, true, false, false",
    "any, true, true, false",
    "always-true, true, true, true",
    "always-false, false, false, false"
  })
  void theTopLevelFlagMayLie(String rule, boolean good, boolean mixed, boolean failed) {
    trace.turn("{upload:{topLevel:'" + rule + "'}}");
    assertThat(success(Offers.file(Offers.ppa("good")))).isEqualTo(good);
    assertThat(success(Offers.file(Offers.ppa("good"), bad))).isEqualTo(mixed);
    assertThat(success(Offers.file(bad))).isEqualTo(failed);
    assertThat(trace.sandbox().counters().uploads(UploadOutcome.NONE_STORED)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"offer, 2", "tier, 4"})
  void aResultIsPerOfferOrPerTier(String per, int results) {
    trace.turn("{upload:{resultPer:'" + per + "'}}");
    JsonNode answer = json(trace.upload(Offers.file(tiered, bad)));
    assertThat(answer.path("results")).hasSize(results);
    List<OfferTruth> truth = trace.sandbox().offers().truth();
    assertThat(truth).hasSize(3);
    for (int tier = 0; tier < results - 1; tier++) {
      assertThat(answer.at("/results/" + tier + "/offerId").asText())
          .isEqualTo(truth.get(tier).versions().get(0).offerId().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"sent, true", "shuffled, false"})
  void resultsMayBeShuffled(String order, boolean asSent) {
    trace.turn("{upload:{resultOrder:'" + order + "'}}");
    JsonNode[] offers =
        IntStream.range(0, 20)
            .mapToObj(i -> "" + i)
            .map(i -> Offers.changed(Offers.ppa(i), "/configuration/hedgeSharePercent", i))
            .toArray(JsonNode[]::new);
    List<String> answered = json(trace.upload(Offers.file(offers))).findValuesAsText("offerId");
    List<String> stored =
        trace.sandbox().offers().truth().stream()
            .map(truth -> truth.versions().get(0).offerId().toString())
            .toList();
    assertThat(answered).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(answered.equals(stored)).isEqualTo(asSent);
  }

  @ParameterizedTest
  @CsvSource({
    "either, true, true",
    "offer, true, false",
    "configuration, false, true",
  })
  void technologyStandsWhereTheKnobSays(String position, boolean beside, boolean within) {
    trace.turn("{upload:{technologyPosition:'" + position + "'}}");
    assertThat(success(Offers.file(Offers.ppa("beside")))).isEqualTo(beside);
    ObjectNode moved = Offers.changed(Offers.ppa("moved"), "/technology", null);
    assertThat(success(Offers.file(Offers.changed(moved, "/configuration/technology", "'Solar'"))))
        .isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {upload:{badFile:'error-form'}}                                    | {"type":"https://tools.ietf.org/html/rfc9110","title":"One or more validation errors occurred.","status":400,"errors":{"$":["Either offer or offers is required."]}}
          {upload:{badFile:'error-form'},answers:{errorForm:'success-false'}} | {"success":false}
          {upload:{badFile:'error-form'},answers:{errorForm:'empty'}}        | ''
          {upload:{badFile:'results'}} | {"success":false,"results":[{"offerId":null,"success":false,"message":"$: Either offer or offers is required."}]}
          """)
  void aBadFileIsAnsweredInTheFormOfTheKnob(String knobs, String body) {
    trace.turn(knobs);
    assertThat(trace.upload("{}").statusCode()).isEqualTo(400);
    assertThat(trace.upload("{}").body()).isEqualTo(body);
  }

  private boolean success(String file) {
    return json(trace.upload(file)).path("success").asBoolean();
  }
}
