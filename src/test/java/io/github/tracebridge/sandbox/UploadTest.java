package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.DIRECT_MARKETING;
import static io.github.tracebridge.sandbox.SandboxUnderTest.END;
import static io.github.tracebridge.sandbox.SandboxUnderTest.FORM;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.SandboxUnderTest.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void anOfferIsStoredAndItsIdAnswered() {
    JsonNode answer = json(trace.upload("{\"offer\":" + Offers.ppa("Solar 1") + "}"));
    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("results")).hasSize(1);
    assertThat(answer.at("/results/0/message").asText()).isEqualTo("Imported successfully");
    OfferTruth truth = trace.sandbox().offers().truth().get(0);
    assertThat(truth.versions().get(0))
        .extracting(OfferVersion::offerId, OfferVersion::name, OfferVersion::upload)
        .containsExactly(id(answer), "Solar 1", 1L);
    assertThat(truth.versions().get(0).createdAt()).isEqualTo(SandboxUnderTest.START);
  }

  @Test
  void directMarketingHasItsOwnEndpointAndNeedsNoCountry() {
    String file = Offers.file(Offers.changed(Offers.directMarketing("Wind"), "/countryCode", null));
    assertThat(json(trace.upload(DIRECT_MARKETING, file)).path("success").asBoolean()).isTrue();
    assertThat(json(trace.upload(PPA, file)).at("/results/0/message").asText())
        .isEqualTo("tariffType: does not belong to this endpoint");
  }

  @Test
  void theSameConfigurationIsANewVersionWhateverItsName() {
    trace.upload(Offers.file(Offers.ppa("first")));
    trace.clock.advance(Duration.ofMinutes(1));
    var second = Offers.changed(Offers.ppa("second"), "/configuration/hedgeSharePercent", "80.0");
    Offers.changed(second, "/configuration/technology", "'Solar'");
    trace.upload(Offers.file(Offers.changed(second, "/technology", null)));
    List<OfferTruth> truth = trace.sandbox().offers().truth();
    assertThat(truth).hasSize(1);
    assertThat(truth.get(0).versions())
        .extracting(OfferVersion::name, OfferVersion::upload)
        .containsExactly(tuple("first", 1L), tuple("second", 2L));
    assertThat(truth.get(0).versions()).extracting(OfferVersion::sha256).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /tariffType                              | 6
          /technology                              | 'Wind'
          /countryCode                             | 'AT'
          /configuration/hedgeSharePercent         | 81
          /configuration/other                     | 'a member that is not known'
          /configuration/other                     | 1e2147483647
          /configuration/capacityTiers             | [{min:100,max:251}]
          /configuration/capacityTiers             | []
          """)
  void anyOtherTermIsAnotherConfiguration(String pointer, String value) {
    trace.upload(Offers.file(Offers.ppa("a"), Offers.changed(Offers.ppa("b"), pointer, value)));
    assertThat(trace.sandbox().offers().truth()).hasSize(2);
  }

  @Test
  void anOfferWithTheSameContentsHasTheSameHash() {
    trace.upload(Offers.file(Offers.ppa("a")));
    trace.upload("{\"offer\":" + Offers.ppa("a").toPrettyString().replace("60.5", "6.050E1") + "}");
    assertThat(trace.sandbox().offers().truth().get(0).versions())
        .extracting(OfferVersion::sha256)
        .hasSize(2)
        .containsOnly(trace.sandbox().offers().truth().get(0).versions().get(0).sha256());
  }

  @Test
  void aClientMayWaitForTheGoAhead() {
    HttpRequest.Builder request =
        trace.upload(
            PPA,
            trace.uploadToken(),
            FORM,
            part("file", Offers.file(Offers.ppa("waited for"))) + END);
    assertThat(trace.send(request.expectContinue(true)).statusCode()).isEqualTo(200);
    assertThat(trace.sandbox().counters().offersStored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "multipart/form-data",
        "multipart/mixed; boundary=limit",
        "text/plain; boundary=limit"
      })
  void anythingButAFormIs415(String contentType) {
    assertThat(trace.form(PPA, contentType, part("file", "{}") + END).statusCode()).isEqualTo(415);
    assertThat(trace.sandbox().counters().uploads(UploadOutcome.BAD_FILE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                | Either offer or offers is required.
          {"name":"a"}                      | Either offer or offers is required.
          {"offer":OFFER,"offers":[OFFER]}  | Either offer or offers is allowed, not both.
          {"offers":[OFFER],"offer":null}   | Either offer or offers is allowed, not both.
          {"offers":{}}                     | An array is required.
          {"offers":[]}                     | At least one offer is required.
          {"offers":[OFFER,7]}              | An object is required.
          {"offer":[]}                      | An object is required.
          [OFFER]                           | The file must be a JSON object.
          ''                                | The file must be a JSON object.
          {"offers":[OFFER]} {}             | The file goes on after its end.
          {"offers":[OFFER]                 | The file is not JSON
          {"offers":[OFFER,]}               | The file is not JSON
          {'offers':[OFFER]}                | The file is not JSON
          {"offers":[{"a":1,"a":2}]}        | Duplicate field 'a'
          {"offers":[{"a":NaN}]}            | The file is not JSON
          {"offers":[{"a":"\\ud800"}]}      | The file is not UTF-8
          {"offers":[{"a":1e9999999999}]}   | a number is beyond all bounds
          BOM{"offers":[OFFER]}             | byte order mark
          """)
  void aBadFileIsRefusedWhole(String file, String message) {
    String sent = file.replace("OFFER", Offers.ppa("good").toString()).replace("BOM", "\ufeff");
    assertBad(trace.upload(sent), message);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] form =
        (part("file", "{\"offer\":{\"name\":\"Öl\"}}") + END).getBytes(StandardCharsets.ISO_8859_1);
    HttpRequest.Builder request = trace.upload(PPA, trace.uploadToken(), FORM, "");
    assertBad(
        trace.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(form))),
        "The file is not UTF-8.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PART:offers END              | The file field is required.
          FIELD:file END               | The file field is required.
          END                          | The file field is required.
          PART:file PART:file END      | The form must have one part only.
          PART:file PART:other END     | The form must have one part only.
          PART:file                    | The form is cut
          """)
  void aFormHoldsOneFileOfTheRightName(String form, String message) {
    String file = Offers.file(Offers.ppa("good"));
    StringBuilder body = new StringBuilder();
    for (String piece : form.split(" ")) {
      String name = piece.substring(piece.indexOf(':') + 1);
      String part = piece.equals("END") ? END : part(name, file);
      body.append(piece.startsWith("FIELD") ? part.replaceAll("; filename=\"[^\"]*\"", "") : part);
    }
    assertBad(trace.form(PPA, FORM, body.toString()), message);
  }

  @Test
  void aClientThatGoesAwayStoresNothing() throws IOException {
    String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n";
    String rest = "Content-Type: %s\r\nContent-Length: 100000\r\n\r\n%s";
    try (Socket socket = new Socket("127.0.0.1", trace.sandbox().uri().getPort())) {
      String sent =
          head.formatted(PPA, trace.uploadToken())
              + rest.formatted(FORM, part("file", Offers.file(Offers.ppa("half"))));
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
    }
    Awaitility.await()
        .until(() -> trace.sandbox().counters().uploads(UploadOutcome.BROKEN_OFF) == 1);
    assertThat(trace.sandbox().offers().truth()).isEmpty();
  }

  @Test
  void anUploadIsAPostAndOthersAreNot() {
    assertThat(trace.get(PPA, trace.uploadToken()).statusCode()).isEqualTo(405);
    assertThat(trace.form(PPA + "/more", FORM, "").statusCode()).isEqualTo(404);
  }

  private void assertBad(HttpResponse<String> answer, String message) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("errors").toString()).contains(message);
    assertThat(trace.sandbox().offers().truth()).isEmpty();
    assertThat(trace.sandbox().counters().uploads(UploadOutcome.BAD_FILE)).isEqualTo(1);
  }

  private static UUID id(JsonNode answer) {
    return UUID.fromString(answer.at("/results/0/offerId").asText());
  }
}
