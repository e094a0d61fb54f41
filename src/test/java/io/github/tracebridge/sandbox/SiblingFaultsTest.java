package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.TokenCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SiblingFaultsTest {
  private static final String ACCOUNT = "/api/v2/account";

  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();
  private final TokenCalls calls = new TokenCalls(sandbox);

  @Test
  void aTokenEndpointRefusesRightCredentialsOnce() {
    sandbox.sandbox().faults().set(FaultKind.SIBLING_TOKEN_401, Fault.next(1));
    HttpResponse<String> refused = calls.openEsg();
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("error").asText()).isEqualTo("invalid_client");
    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Basic realm=\"open-esg\"");
    assertThat(calls.openEsg().statusCode()).isEqualTo(200);
    assertThat(sandbox.sandbox().counters().faults(FaultKind.SIBLING_TOKEN_401)).isEqualTo(1);
    assertThat(sandbox.sandbox().counters().tokensMinted()).isEqualTo(1);
  }

  @Test
  void aTokenEndpointFails() {
    sandbox.sandbox().faults().set(FaultKind.SIBLING_TOKEN_500, Fault.next(1));
    assertThat(calls.derConnect().statusCode()).isEqualTo(500);
    assertThat(calls.derConnect().statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenEndpointsAnswerDrips() {
    Fault slow = Fault.next(1).delayed(Duration.ofMillis(80));
    sandbox.sandbox().faults().set(FaultKind.SIBLING_TOKEN_SLOW, slow);
    long before = System.nanoTime();
    assertThat(calls.jwtSystem().statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000L);
  }

  @Test
  void anApiRefusesAGoodTokenFailsAndDrips() {
    String token = token(calls.jwtSystem());
    sandbox.sandbox().faults().set(FaultKind.SIBLING_UNAUTHORIZED, Fault.next(1));
    assertThat(sandbox.get(ACCOUNT, token).statusCode()).isEqualTo(401);
    sandbox.sandbox().faults().set(FaultKind.SIBLING_SERVER_ERROR, Fault.next(1));
    assertThat(sandbox.get(ACCOUNT, token).statusCode()).isEqualTo(500);
    Fault slow = Fault.next(1).delayed(Duration.ofMillis(80));
    sandbox.sandbox().faults().set(FaultKind.SIBLING_SLOW, slow);
    long before = System.nanoTime();
    assertThat(sandbox.get(ACCOUNT, token).statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000L);
    assertThat(sandbox.get(ACCOUNT, token).statusCode()).isEqualTo(200);
  }

  @Test
  void traceIsSpared() {
    sandbox.sandbox().faults().set(FaultKind.SIBLING_TOKEN_500, Fault.rate(1));
    sandbox.sandbox().faults().set(FaultKind.SIBLING_SERVER_ERROR, Fault.rate(1));
    assertThat(sandbox.page("").statusCode()).isEqualTo(200);
  }
}
