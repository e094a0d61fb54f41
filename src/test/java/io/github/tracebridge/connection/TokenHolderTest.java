package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenHolderTest {
  private final Bench bench = Bench.onSqlite();
  private final CloseableHttpClient client = Connection.plain(HttpClients.custom()).build();
  private TokenHolder tokens = holder("sandbox-secret");

  @AfterEach
  void close() throws Exception {
    client.close();
    bench.close();
  }

  @Test
  void twoHundredThreadsShareOneLogin() throws Exception {
    bench.turn("{answers:{latency:'30ms'}}");
    Bench.atOnce(200, 200, tokens::token);
    assertThat(bench.logins()).isEqualTo(1);
    assertThat(tokens.requests()).isEqualTo(1);
  }

  @Test
  void theThreadsThatSawTheSameTokenRefusedShareOneLogin() throws Exception {
    AccessToken refused = tokens.token();
    Bench.atOnce(
        200,
        200,
        () -> {
          tokens.invalidate(refused);
          tokens.token();
        });
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void onlyTheRefusedTokenIsDropped() {
    AccessToken first = tokens.token();
    tokens.invalidate(first);
    AccessToken second = tokens.token();
    assertThat(second).isNotEqualTo(first);
    tokens.invalidate(first);
    assertThat(tokens.token()).isSameAs(second);
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void aTokenIsUsedUntilItsMargin() {
    bench.turn("{login:{tokenTtl:'600s'}}");
    AccessToken first = tokens.token();
    assertThat(tokens.expiry()).contains(Bench.START.plusSeconds(600));
    bench.clock.advance(Duration.ofSeconds(580).minusMillis(1));
    assertThat(tokens.token()).isSameAs(first);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(tokens.token()).isNotEqualTo(first);
    assertThat(bench.logins()).isEqualTo(2);
  }

  @Test
  void aWeekOfHourlyTokensTakesOneRequestAnHourAndAFew() {
    bench.turn("{login:{tokenTtl:'1h'}}");
    Instant end = Bench.START.plus(Duration.ofDays(7));
    while (bench.clock.instant().isBefore(end)) {
      tokens.token();
      bench.clock.advance(Duration.ofSeconds(10));
    }
    assertThat(bench.logins()).isBetween(168L, 170L);
  }

  @Test
  void refusedCredentialsDoNotHammerTheLogin() {
    tokens = holder("marker-wrong");
    for (int wait : new int[] {30, 60, 120, 240, 480, 600, 600}) {
      long before = bench.logins();
      for (int i = 0; i < 20; i++) {
        assertRefused();
      }
      bench.clock.advance(Duration.ofSeconds(wait).minusMillis(1));
      assertRefused();
      assertThat(bench.logins()).isEqualTo(before + 1);
      bench.clock.advance(Duration.ofMillis(1));
    }
    assertThat(tokens.expiry()).isEmpty();
  }

  @Test
  void afterARefusalThatWasMendedTheWaitsBeginAnew() {
    bench.sandbox.faults().set(FaultKind.LOGIN_401, Fault.next(2));
    assertRefused();
    bench.clock.advance(Duration.ofSeconds(30));
    assertRefused();
    bench.clock.advance(Duration.ofSeconds(60));
    AccessToken token = tokens.token();
    bench.sandbox.faults().set(FaultKind.LOGIN_401, Fault.next(1));
    tokens.invalidate(token);
    assertRefused();
    bench.clock.advance(Duration.ofSeconds(30));
    assertThat(tokens.token()).isNotNull();
  }

  @Test
  void aLoginThatFailsIsTriedAgainAtTheNextCall() {
    bench.sandbox.faults().set(FaultKind.LOGIN_500, Fault.next(1));
    assertThatThrownBy(tokens::token)
        .isInstanceOf(io.github.tracebridge.connection.Fault.Transient.class)
        .hasMessageContaining("answered 500");
    assertThat(tokens.token()).isNotNull();
  }

  @Test
  void aLoginOverTheQuotaIsNoRefusal() {
    bench.turn("{quota:{requests:1}}");
    AccessToken token = tokens.token();
    tokens.invalidate(token);
    assertThatThrownBy(tokens::token)
        .isInstanceOf(io.github.tracebridge.connection.Fault.QuotaUsedUp.class);
    assertThat(tokens.token()).isNotNull();
    assertThat(bench.pause.takeWaited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
  }

  @Test
  void aLoginThatCannotBeReachedSaysSo() throws IOException {
    TokenHolder unreachable;
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI gone = URI.create("http://127.0.0.1:" + port.getLocalPort());
      unreachable = holder(at(gone));
    }
    assertThatThrownBy(unreachable::token)
        .isInstanceOf(io.github.tracebridge.connection.Fault.Transient.class)
        .hasMessageContaining("gave no answer (connection refused)");
  }

  private ConnectionSettings at(URI tokenEndpoint) {
    ConnectionSettings known = bench.settings(bench.sandbox.uri(), "sandbox-secret");
    return new ConnectionSettings(
        known.name(),
        known.dialect(),
        tokenEndpoint,
        known.apiUrl(),
        known.clientId(),
        known.secret(),
        known.audience(),
        known.scope(),
        known.neededScope(),
        known.basicEncoding(),
        known.probe(),
        known.expiryMargin(),
        known.defaultLife());
  }

  private void assertRefused() {
    assertThatThrownBy(tokens::token)
        .isInstanceOf(io.github.tracebridge.connection.Fault.LoginRefused.class)
        .hasMessageContaining("It refuses client crm-sync; check client-id, client-secret")
        .hasMessageNotContaining("marker-wrong");
  }

  private TokenHolder holder(String secret) {
    return holder(bench.settings(bench.sandbox.uri(), secret));
  }

  private TokenHolder holder(ConnectionSettings settings) {
    Login login = new Login(settings, bench.gate(0), client, bench.secrets, bench.clock);
    return new TokenHolder(settings, login, bench.clock);
  }
}
