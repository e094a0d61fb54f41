package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class AnswerDeadlineTest {
  private final Bench bench = Bench.onSqlite();

  @AfterEach
  void close() {
    bench.close();
  }

  static Stream<Supplier<DrippingServer>> drips() {
    return Stream.of(
        DrippingServer::inItsHead, DrippingServer::inItsBody, DrippingServer::inItsChunks);
  }

  @ParameterizedTest
  @MethodSource("drips")
  void anAnswerThatDripsForEverIsCutOff(Supplier<DrippingServer> drip) throws Exception {
    try (DrippingServer api = drip.get()) {
      bench.answersWithin(Duration.ofMillis(300));
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      assertThatThrownBy(() -> bench.get(api.uri()))
          .hasRootCauseInstanceOf(java.io.IOException.class)
          .cause()
          .hasMessage("it did not end within http.answer-timeout");
    }
  }

  @Test
  void soDoesAHandshakeThatNobodyAnswers() throws Exception {
    try (DrippingServer api = DrippingServer.silent()) {
      URI url = URI.create(api.uri().toString().replace("http:", "https:"));
      bench.use(url, "sandbox-secret", bench.gate(100));
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> bench.get(url));
      api.awaitCall();
      bench.connection().stopReading();
      assertThatThrownBy(asked::join)
          .hasRootCauseInstanceOf(io.github.tracebridge.connection.Fault.Stopping.class);
    }
  }

  @Test
  void aLoginEndsThenToo() {
    bench.sandbox.faults().set(FaultKind.LOGIN_SLOW, Fault.next(1).delayed(Duration.ofMinutes(1)));
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(100));
    CompletableFuture<Void> asked = CompletableFuture.runAsync(bench::page);
    await().until(() -> bench.logins() > 0);
    bench.connection().stopReading();
    assertThatThrownBy(asked::join)
        .hasRootCauseInstanceOf(io.github.tracebridge.connection.Fault.Stopping.class);
  }

  @Test
  void nothingIsAskedForAfterwards() {
    bench.connection().stopReading();
    assertThatThrownBy(bench::page)
        .isInstanceOf(io.github.tracebridge.connection.Fault.Stopping.class);
    assertThat(bench.pages() + bench.logins()).isZero();
  }

  /** As the client itself fails where a connection goes while it is being made. */
  @Test
  void whatFailsByAStopIsNoFault() {
    ClassicHttpRequest request = ClassicRequestBuilder.get("http://127.0.0.1/").build();
    ExecRuntime none =
        (ExecRuntime)
            Proxy.newProxyInstance(
                ExecRuntime.class.getClassLoader(),
                new Class<?>[] {ExecRuntime.class},
                (proxy, method, arguments) -> null);
    try (AnswerDeadline deadline = new AnswerDeadline(Duration.ofMinutes(1))) {
      ExecChain.Scope scope =
          new ExecChain.Scope(
              "1",
              new HttpRoute(new HttpHost("127.0.0.1", 80)),
              request,
              none,
              HttpClientContext.create());
      ExecChain chain =
          (sent, ways) -> {
            deadline.stopReading();
            throw new IllegalStateException("no endpoint");
          };
      assertThatThrownBy(() -> deadline.execute(request, scope, chain))
          .isInstanceOf(io.github.tracebridge.connection.Fault.Stopping.class);
    }
  }

  @ParameterizedTest
  @MethodSource("drips")
  void whatWasSentKeepsItsAnswer(Supplier<DrippingServer> drip) throws Exception {
    try (DrippingServer api = drip.get()) {
      bench.answersWithin(Duration.ofSeconds(1));
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> bench.send(ClassicRequestBuilder.post(api.uri()).build()));
      api.awaitCall();
      bench.connection().stopReading();
      assertThatThrownBy(sent::join)
          .hasStackTraceContaining("it did not end within http.answer-timeout");
    }
  }

  @ParameterizedTest
  @MethodSource("drips")
  void whatIsOnlyAskedForEndsWhenTheProcessStops(Supplier<DrippingServer> drip) throws Exception {
    try (DrippingServer api = drip.get()) {
      bench.use(api.uri(), "sandbox-secret", bench.gate(100));
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> bench.get(api.uri()));
      api.awaitCall();
      bench.connection().stopReading();
      assertThatThrownBy(asked::join)
          .hasRootCauseInstanceOf(io.github.tracebridge.connection.Fault.Stopping.class);
    }
  }

  @Test
  void soIsALogin() {
    bench.sandbox.faults().set(FaultKind.LOGIN_SLOW, Fault.next(1).delayed(Duration.ofMinutes(1)));
    bench.answersWithin(Duration.ofMillis(300));
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(100));
    assertThatThrownBy(bench::page)
        .isInstanceOf(io.github.tracebridge.connection.Fault.Transient.class)
        .hasMessageContaining("gave no answer (it did not end within http.answer-timeout)");
    answersInTheEnd();
  }

  @Test
  void aConnectionThatWasUsedInTimeIsNotCutOffLater() {
    bench.answersWithin(Duration.ofMillis(300));
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(100));
    answersInTheEnd();
    await()
        .ignoreExceptions()
        .pollDelay(Duration.ofMillis(400))
        .until(bench::page, status -> status == 200);
  }

  /** On a busy machine not at once: the limit is short. */
  private void answersInTheEnd() {
    await().ignoreExceptions().until(bench::page, status -> status == 200);
  }
}
