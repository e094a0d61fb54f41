package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void listensOnLoopbackOnly() {
    assertThat(trace.sandbox().uri().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(
            () -> Sandbox.start(trace.sandbox().uri().getPort(), Knobs.defaults(), trace.clock))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whereItListensByAnotherNameItsUrlsHaveThat() throws IOException {
    try (Sandbox named = Sandbox.start("localhost", 0, Knobs.defaults(), trace.clock)) {
      assertThat(named.uri().getHost()).isEqualTo("localhost");
      assertThat(named.files().getHost()).isEqualTo("localhost");
      new Socket(named.uri().getHost(), named.uri().getPort()).close();
    }
    assertThatThrownBy(() -> Sandbox.start("192.0.2.1", 0, Knobs.defaults(), trace.clock))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aConnectionServesSeveralRequests() throws IOException {
    String request = "GET " + LEADS + " HTTP/1.1\r\nHost: localhost\r\n";
    try (Socket socket = new Socket("127.0.0.1", trace.sandbox().uri().getPort())) {
      socket.setSoTimeout(10_000);
      String both = request + "\r\n" + request + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers.split("HTTP/1.1 401", -1)).hasSize(3);
    }
  }

  @Test
  void closingEndsSlowAnswers() throws Exception {
    String token = trace.token();
    Fault slow = Fault.next(1).delayed(Duration.ofMinutes(10));
    trace.sandbox().faults().set(FaultKind.SLOW_BODY, slow);
    try (Socket socket = new Socket("127.0.0.1", trace.sandbox().uri().getPort())) {
      String head =
          "GET " + LEADS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token;
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      CompletableFuture<Integer> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return socket.getInputStream().readAllBytes().length;
                } catch (IOException e) {
                  return -1;
                }
              });
      trace.sandbox().close();
      assertThat(end.get(10, TimeUnit.SECONDS)).isLessThan(1000);
    }
  }
}
