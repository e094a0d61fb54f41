package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final Duration SEVEN = Duration.ofSeconds(7);

  private final Bench bench = Bench.onSqlite();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void allRequestsShareOneLogin() {
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.logins()).isEqualTo(1);
    assertThat(bench.connection().tokenRequests()).isEqualTo(1);
    assertThat(bench.connection().gate().spent()).isEqualTo(3);
  }

  /** It closes the connection behind its answer, and reads nothing of the body. */
  @Test
  void aRefusalOfALargeBodyIsHeardBeforeItIsSent() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI there = URI.create("http://127.0.0.1:" + server.getLocalPort());
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(server));
      bench.use(there, "sandbox-secret", bench.gate(0));
      ClassicHttpRequest upload =
          ClassicRequestBuilder.post(there.resolve("/upload"))
              .setEntity(new byte[32 << 20], ContentType.APPLICATION_OCTET_STREAM)
              .build();
      assertThat(bench.send(upload)).isEqualTo(413);
      answered.join();
    }
  }

  private static void refuse(ServerSocket server) {
    try (Socket socket = server.accept()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1);
      while (!in.readLine().isEmpty()) {
        // to the end of the headers
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 413 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theBearerGoesToNoOtherOrigin() {
    try (RecordingServer elsewhere = RecordingServer.answering(200)) {
      assertThat(bench.page()).isEqualTo(200);
      ClassicHttpRequest request =
          Bench.request(elsewhere.uri(), new BasicHeader("Authorization", "Bearer of somebody"));
      assertThat(bench.send(request)).isEqualTo(200);
      assertThat(elsewhere.requests).hasSize(1);
      assertThat(elsewhere.requests.get(0)).doesNotContainKey("Authorization");
      assertThat(bench.connection().gate().spent()).isEqualTo(2);
    }
  }

  @Test
  void theSameHostByAnotherNameIsAnotherOrigin() {
    URI other = URI.create("http://localhost:" + bench.sandbox.uri().getPort() + Bench.LEADS);
    assertThat(bench.get(other)).isEqualTo(401);
    assertThat(bench.pages()).isEqualTo(1);
    assertThat(bench.logins()).isZero();
  }

  @Test
  void aRedirectElsewhereIsNotFollowed() {
    try (RecordingServer elsewhere = RecordingServer.answering(200);
        RecordingServer api = RecordingServer.redirectingTo(elsewhere.uri())) {
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      assertThat(bench.get(api.uri())).isEqualTo(302);
      assertThat(api.requests.get(0).getFirst("Authorization")).startsWith("Bearer ");
      assertThat(elsewhere.requests).isEmpty();
    }
  }

  @Test
  void aRefusedTokenIsReplacedAndTheRequestReplayedOnce() {
    bench.sandbox.faults().set(FaultKind.UNAUTHORIZED, Fault.next(1));
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.pages()).isEqualTo(2);
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void theReplayIsNotReplayed() {
    bench.sandbox.faults().set(FaultKind.UNAUTHORIZED, Fault.next(5));
    assertThat(bench.page()).isEqualTo(401);
    assertThat(bench.pages()).isEqualTo(2);
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void aReplayTakesItsBodyWithIt() {
    try (RecordingServer api = RecordingServer.answering(401)) {
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      ClassicHttpRequest request =
          ClassicRequestBuilder.post(api.uri())
              .setEntity("{\"a\":1}", ContentType.APPLICATION_JSON)
              .build();
      assertThat(bench.send(request)).isEqualTo(401);
      assertThat(api.requests)
          .extracting(headers -> headers.getFirst("Content-Length"))
          .containsExactly("7", "7");
    }
  }

  @Test
  void aBodyThatCanBeReadOnlyOnceIsSentOnlyOnce() {
    try (RecordingServer api = RecordingServer.answering(401)) {
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      ByteArrayInputStream body = new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8));
      ClassicHttpRequest request =
          ClassicRequestBuilder.post(api.uri())
              .setEntity(new InputStreamEntity(body, ContentType.TEXT_PLAIN))
              .build();
      assertThat(bench.send(request)).isEqualTo(401);
      assertThat(api.requests).hasSize(1);
    }
  }

  @Test
  void afterATokenThatCouldNotBeReplayedTheNextRequestHasANewOne() {
    try (RecordingServer api = RecordingServer.answering(401)) {
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      for (int i = 0; i < 2; i++) {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[] {1});
        bench.send(
            ClassicRequestBuilder.post(api.uri())
                .setEntity(new InputStreamEntity(body, ContentType.TEXT_PLAIN))
                .build());
      }
      assertThat(bench.logins()).isEqualTo(2);
    }
  }

  @Test
  void aRevokedTokenIsReplaced() {
    assertThat(bench.page()).isEqualTo(200);
    bench.sandbox.revokeTokens();
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.logins()).isEqualTo(2);
    assertThat(bench.sandbox.counters().unauthorized()).isEqualTo(1);
  }

  @Test
  void twentyThreadsWithARevokedTokenShareOneLogin() throws Exception {
    bench.page();
    bench.sandbox.revokeTokens();
    Bench.atOnce(20, 20, () -> assertThat(bench.page()).isEqualTo(200));
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void aTokenOfTwoSecondsIsRenewedBeforeItExpires() {
    bench.turn("{login:{tokenTtl:'2s'},quota:{requests:0}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(0));
    for (int i = 0; i < 40; i++) {
      assertThat(bench.page()).isEqualTo(200);
      bench.clock.advance(Duration.ofMillis(500));
    }
    assertThat(bench.sandbox.counters().unauthorized()).isZero();
    assertThat(bench.logins()).isEqualTo(10);
  }

  /** As by a server whose clock runs ahead. */
  @Test
  void tokensThatDieEarlierThanTheySaidAreReplaced() {
    bench.turn("{login:{tokenTtl:'2s'},quota:{requests:0}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(0));
    for (int i = 0; i < 20; i++) {
      assertThat(bench.page()).isEqualTo(200);
      bench.clock.advance(Duration.ofSeconds(1));
      bench.sandbox.revokeTokens();
    }
    assertThat(bench.sandbox.counters().unauthorized()).isEqualTo(19);
    assertThat(bench.logins()).isEqualTo(20);
  }

  @Test
  void aTokenThatAgedWhileItsRequestWaitedAtTheGateIsNotSent() {
    bench.turn("{login:{tokenTtl:'50s'},quota:{requests:3}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(3));
    for (int i = 0; i < 6; i++) {
      assertThat(bench.page()).isEqualTo(200);
    }
    assertThat(bench.sandbox.counters().unauthorized()).isZero();
    assertThat(bench.sandbox.counters().limited()).isZero();
  }

  /** Half a window between the permits, and a token that lives less long. */
  @Test
  @Timeout(30)
  void aTokenThatLivesLessLongThanPermitsAreApartIsUsedAllTheSame() {
    bench.turn("{login:{tokenTtl:'20s'},quota:{requests:2}}");
    QuotaGate gate = bench.gate(2);
    gate.answered(gate.enter(QuotaGate.OTHER), RateLimit.UNKNOWN);
    bench.clock.advance(Duration.ofSeconds(30));
    gate.answered(gate.enter(QuotaGate.OTHER), RateLimit.UNKNOWN);
    bench.use(bench.sandbox.uri(), "sandbox-secret", gate);
    for (int i = 0; i < 4; i++) {
      assertThat(bench.page()).isEqualTo(200);
    }
    assertThat(bench.logins()).isEqualTo(4);
    assertThat(bench.sandbox.counters().limited()).isZero();
  }

  /** The waits of some move the clock on for all, so a token may well expire on its way. */
  @Test
  @Timeout(30)
  void threadsThatNeedTwoPermitsDoNotBlockEachOther() throws Exception {
    bench.turn("{login:{tokenTtl:'20s'},quota:{requests:2}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(2));
    Bench.atOnce(6, 12, () -> assertThat(bench.page()).isIn(200, 401));
    assertThat(bench.sandbox.counters().limited()).isZero();
  }

  @Test
  @Timeout(30)
  void aBudgetOfOneServesATokenThatOutlivesTheWindow() {
    bench.turn("{login:{tokenTtl:'100s'},quota:{requests:1}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(1));
    for (int i = 0; i < 4; i++) {
      assertThat(bench.page()).isEqualTo(200);
    }
    assertThat(bench.sandbox.counters().limited()).isZero();
  }

  @Test
  @Timeout(30)
  void aBudgetOfOneAndATokenThatDoesNotAreRefusedAtOnce() {
    bench.turn("{login:{tokenTtl:'60s'},quota:{requests:1}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(1));
    assertThatThrownBy(bench::page)
        .isInstanceOf(io.github.tracebridge.connection.Fault.Rejected.class)
        .hasMessageContaining("Set quota.requests to 2 or more.");
    assertThat(bench.pause.takeWaited()).isZero();
    assertThat(bench.logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds", "http-date"})
  void retryAfterClosesTheGate(String form) {
    bench.turn("{quota:{retryAfter:'" + form + "'}}");
    bench.sandbox.faults().set(FaultKind.LIMITED, Fault.next(1).delayed(SEVEN));
    assertThat(bench.page()).isEqualTo(429);
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.pause.takeWaited()).isBetween(SEVEN, SEVEN.plusSeconds(2));
  }

  @Test
  void withoutAWordTheGateIsClosedForAWindow() {
    bench.sandbox.faults().set(FaultKind.LIMITED_BARE, Fault.next(1));
    assertThat(bench.page()).isEqualTo(429);
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.pause.takeWaited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
  }

  @ParameterizedTest
  @CsvSource({"delta-seconds", "epoch-seconds", "epoch-millis", "http-date", "iso-8601"})
  void unavailableWithNothingLeftClosesTheGateUntilTheReset(String form) {
    bench.turn("{quota:{reset:'" + form + "'}}");
    bench.sandbox.faults().set(FaultKind.UNAVAILABLE_NO_QUOTA, Fault.next(1).delayed(SEVEN));
    assertThat(bench.page()).isEqualTo(503);
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.pause.takeWaited()).isBetween(SEVEN, SEVEN.plusSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT5H", "-PT5H"})
  void datesAreTakenAgainstTheServersOwnClock(String skew) {
    String date = "Wed, 04 Mar 2026 09:12:44 GMT";
    Instant server = Instant.parse("2026-03-04T09:12:44Z");
    BasicHttpResponse answer = new BasicHttpResponse(429);
    answer.setHeader("Date", date);
    answer.setHeader("Retry-After", "Wed, 04 Mar 2026 09:12:51 GMT");
    Clock own = Clock.fixed(server.plus(Duration.parse(skew)), ZoneOffset.UTC);
    assertThat(RateLimit.of(answer, Bench.quota(100), own).retryAfter()).contains(SEVEN);
  }

  @Test
  void unavailableWithQuotaLeftClosesNothing() {
    bench.sandbox.faults().set(FaultKind.UNAVAILABLE, Fault.next(1));
    assertThat(bench.page()).isEqualTo(503);
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.pause.takeWaited()).isZero();
  }

  @Test
  void aConnectionThatIsResetCountsAsSpent() {
    bench.sandbox.faults().set(FaultKind.RESET, Fault.next(1));
    assertThatThrownBy(bench::page).hasRootCauseInstanceOf(IOException.class);
    assertThat(bench.connection().gate().left()).isEqualTo(98);
    assertThat(bench.page()).isEqualTo(200);
  }
}
