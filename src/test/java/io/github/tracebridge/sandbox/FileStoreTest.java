package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file store refuses what S3 refuses, and is never easier than that. */
class FileStoreTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void fill() {
    trace.sandbox().leads().fill(40);
  }

  @Test
  void aPresignedUrlGivesTheFileWithTypeAndLength() throws Exception {
    HttpResponse<byte[]> answer = get(documentUrl());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
    assertThat(answer.headers().firstValue("Content-Length")).contains("20000");
    String key = URI.create(documentUrl()).getRawPath();
    assertThat(answer.body()).isEqualTo(trace.sandbox().store().file(key).readAllBytes());
  }

  @Test
  void itsOriginIsNotTraces() {
    assertThat(URI.create(documentUrl()).getPort()).isNotEqualTo(trace.sandbox().uri().getPort());
  }

  @Test
  void afterItsTimeItHasExpired() throws Exception {
    String url = documentUrl();
    trace.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(get(url).statusCode()).isEqualTo(200);
    trace.clock.advance(Duration.ofSeconds(1));
    assertThat(get(url).statusCode()).isEqualTo(403);
    assertThat(new String(get(url).body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("<Code>AccessDenied</Code>", "Request has expired");
    trace.turn("{files:{life:'0s'}}");
    assertThat(get(documentUrl()).statusCode()).isEqualTo(403);
  }

  @Test
  void whateverIsChangedInItIsNoticed() throws Exception {
    String url = documentUrl();
    for (String other :
        List.of(
            url.replace("Expires=900", "Expires=9000"),
            url.replace("/offers/", "/offers/x"),
            url.replace("%20", "+"),
            url.replace("127.0.0.1", "localhost"),
            url + "&x=1",
            url.replaceAll("X-Amz-Signature=.", "X-Amz-Signature=x"))) {
      assertThat(get(other).statusCode()).as(other).isEqualTo(403);
    }
    assertThat(get(url.replaceAll("\\?.*", "")).statusCode()).isEqualTo(403);
  }

  @Test
  void whoBringsABearerTooIsRefusedAndCounted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(documentUrl()))
            .header("Authorization", "Bearer " + trace.token())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidArgument", "Only one auth mechanism allowed");
    assertThat(trace.sandbox().counters().strayAuthorizations()).isEqualTo(1);
    assertThat(trace.sandbox().store().seen().get(0).headers()).containsKey("Authorization");
  }

  @Test
  void aFileThatIsNotProcessedYetIsNotThere() {
    JsonNode attachment =
        trace.pageJson("?pageSize=40").findValues("attachments").stream()
            .flatMap(JsonNode::valueStream)
            .filter(one -> one.path("processedDownloadUrl").isNull())
            .findFirst()
            .orElseThrow();
    String original = attachment.path("originalDownloadUrl").asText();
    assertThat(trace.get(original, trace.token()).statusCode()).isEqualTo(302);
    assertThat(trace.get(original.replace("=original", "=processed"), trace.token()).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(names = {"FILE_CUT_BODY", "FILE_WRONG_LENGTH"})
  void aCutFileIsNoWholeOne(FaultKind kind) {
    trace.sandbox().faults().set(kind, Fault.next(1));
    String url = documentUrl();
    assertThatThrownBy(() -> get(url)).isInstanceOf(IOException.class);
    assertThat(trace.sandbox().counters().faults(kind)).isEqualTo(1);
  }

  @Test
  void itFailsOrDripsWhereItIsToldTo() throws Exception {
    trace.sandbox().faults().set(FaultKind.FILE_EXPIRED, Fault.next(1));
    assertThat(get(documentUrl()).statusCode()).isEqualTo(403);
    trace.sandbox().faults().set(FaultKind.FILE_SERVER_ERROR, Fault.next(1));
    assertThat(get(documentUrl()).statusCode()).isEqualTo(500);
    trace.sandbox().faults().set(FaultKind.FILE_SLOW, Fault.next(1).delayed(Duration.ofMillis(80)));
    long before = System.nanoTime();
    assertThat(get(documentUrl()).body()).hasSize(20_000);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000L);
  }

  private String documentUrl() {
    return trace.pageJson("?pageSize=40").findValuesAsText("url").get(0);
  }

  private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
