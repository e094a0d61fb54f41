package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.END;
import static io.github.tracebridge.sandbox.SandboxUnderTest.FORM;
import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.OPTIONS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadFaultsTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  private final String file = Offers.file(Offers.ppa("a"));

  @ParameterizedTest
  @CsvSource({
    "upload-bad-request, 400, 0",
    "upload-unauthorized, 401, 0",
    "upload-forbidden, 403, 0",
    "upload-limited, 429, 0",
    "upload-limited-bare, 429, 0",
    "upload-server-error, 500, 0",
    "upload-unavailable, 503, 0",
    "upload-stored-late, 200, 1",
    "upload-lost-500, 500, 1",
    "upload-slow, 200, 1"
  })
  void anUploadIsAnsweredAndStoredOrNot(String fault, int status, int stored) {
    once(fault);
    assertThat(trace.upload(file).statusCode()).isEqualTo(status);
    assertStored(fault, stored);
    assertThat(trace.upload(file).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"upload-reset, 0", "upload-lost-reset, 1"})
  void anUploadIsResetBeforeOrAfterItIsStored(String fault, int stored) {
    String token = trace.uploadToken();
    once(fault);
    assertThatThrownBy(() -> raw(token)).isInstanceOf(SocketException.class);
    assertStored(fault, stored);
  }

  @Test
  void theAnswerToAStoredUploadIsNeverSent() throws IOException {
    String token = trace.uploadToken();
    once("upload-lost-closed");
    assertThat(raw(token)).isEmpty();
    assertStored("upload-lost-closed", 1);
  }

  @Test
  void theAnswerToAStoredUploadIsCut() throws IOException {
    String token = trace.uploadToken();
    once("upload-cut-body");
    String raw = raw(token);
    int length = Integer.parseInt(raw.replaceAll("(?s).*Content-Length: (\\d+)\r.*", "$1"));
    assertThat(raw.substring(raw.indexOf("\r\n\r\n") + 4).length()).isBetween(1, length - 1);
    assertStored("upload-cut-body", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "options-bad-request, 400",
    "options-unauthorized, 401",
    "options-forbidden, 403",
    "options-limited, 429",
    "options-server-error, 500",
    "options-unavailable, 503"
  })
  void contractOptionsHaveTheirOwn(String fault, int status) {
    once(fault);
    assertThat(trace.upload(file).statusCode()).isEqualTo(200);
    String question = Offers.question(Offers.ppa("a"), 100).toString();
    assertThat(trace.options(question).statusCode()).isEqualTo(status);
    assertThat(trace.options(question).statusCode()).isEqualTo(200);
  }

  @Test
  void contractOptionsAreReset() {
    String token = trace.uploadToken();
    once("options-reset");
    assertThatThrownBy(() -> raw(OPTIONS, token, "application/json", "{}"))
        .isInstanceOf(SocketException.class);
  }

  @Test
  void limitsSayWhenOrNot() {
    trace.sandbox().faults().set(FaultKind.UPLOAD_LIMITED, Fault.next(1).delayed(seconds(7)));
    HttpResponse<String> limited = trace.upload(file);
    assertThat(header(limited, "Retry-After")).isEqualTo("7");
    assertThat(header(limited, "X-RateLimit-Remaining")).isEqualTo("0");
    once("upload-limited-bare");
    assertThat(SandboxUnderTest.headers(trace.upload(file)))
        .doesNotContainKeys("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset");
  }

  @Test
  void aSlowAnswerTakesTheFaultsDelay() {
    Fault slow = Fault.next(1).delayed(Duration.ofMillis(80));
    for (FaultKind kind : new FaultKind[] {FaultKind.UPLOAD_SLOW, FaultKind.UPLOAD_STORED_LATE}) {
      trace.sandbox().faults().set(kind, slow);
      long before = System.nanoTime();
      assertThat(trace.upload(file).statusCode()).isEqualTo(200);
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000L);
    }
  }

  @Test
  void aLateUploadIsNotThereUntilItIsStored() {
    Fault late = Fault.next(1).delayed(seconds(600));
    trace.sandbox().faults().set(FaultKind.UPLOAD_STORED_LATE, late);
    CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> trace.upload(file));
    org.awaitility.Awaitility.await()
        .until(() -> trace.sandbox().counters().faults(FaultKind.UPLOAD_STORED_LATE) == 1);
    assertThat(trace.sandbox().offers().truth()).isEmpty();
    assertThat(answer).isNotDone();
  }

  @Test
  void uploadsAndLeadsHaveFaultsOfTheirOwn() {
    uploadKinds().forEach(kind -> trace.sandbox().faults().set(kind, Fault.next(1)));
    assertThat(trace.get(LEADS, trace.token()).statusCode()).isEqualTo(200);
    trace.sandbox().faults().clear();
    Arrays.stream(FaultKind.values())
        .filter(kind -> uploadKinds().noneMatch(kind::equals))
        .filter(kind -> !kind.wire().startsWith("login"))
        .forEach(kind -> trace.sandbox().faults().set(kind, Fault.next(1)));
    assertThat(trace.upload(file).statusCode()).isEqualTo(200);
  }

  private static Stream<FaultKind> uploadKinds() {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.wire().matches("(upload|options)-.*"));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private void once(String fault) {
    Fault once = Fault.next(1).delayed(Duration.ofMillis(20));
    trace.sandbox().faults().set(FaultKind.of(fault), once);
  }

  private void assertStored(String fault, int stored) {
    assertThat(trace.sandbox().offers().truth()).hasSize(stored);
    assertThat(trace.sandbox().counters().faults(FaultKind.of(fault))).isEqualTo(1);
  }

  private String raw(String token) throws IOException {
    return raw(PPA, token, FORM, part("file", file) + END);
  }

  private String raw(String path, String token, String contentType, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, token, contentType, body.length);
    try (Socket socket = new Socket("127.0.0.1", trace.sandbox().uri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
