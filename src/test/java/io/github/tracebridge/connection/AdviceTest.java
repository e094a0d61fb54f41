package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.ScriptedServer;
import io.github.tracebridge.ScriptedServer.Reply;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a token endpoint or a probe answers, it is said what to do. */
class AdviceTest {
  private static final String GOOD = "{'access_token':'a-token','expires_in':600}";

  private final Bench bench = Bench.onSqlite();
  private Reply login = new Reply(200, GOOD);
  private Reply api = new Reply(200, "{}");
  private final ScriptedServer server =
      ScriptedServer.answering(url -> url.getPath().equals("/token") ? login : api);

  @AfterEach
  void close() {
    server.close();
    bench.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | It redirects, which no secret follows; set camel.oauth.crm.token-endpoint to where it leads.",
        "404 | Check token-endpoint and dialect of camel.oauth.crm.",
        "405 | Check token-endpoint and dialect of camel.oauth.crm.",
        "415 | Check token-endpoint and dialect of camel.oauth.crm.",
        "422 | Check token-endpoint and dialect of camel.oauth.crm.",
        "408 | That is the server's own fault; a job tries again by itself.",
        "429 | The quota is used up. Wait, and set quota.crm.requests to what it allows.",
        "500 | That is the server's own fault; a job tries again by itself.",
        "503 | That is the server's own fault; a job tries again by itself."
      })
  void ofATokenEndpoint(int status, String advice) {
    login = new Reply(status, "{'error':{'code':7,'message':'no, not now'}}");
    assertThatThrownBy(connection()::requireToken)
        .isInstanceOf(status == 429 ? Fault.QuotaUsedUp.class : Fault.Transient.class)
        .hasMessage(
            "crm: " + server.uri() + "/token answered " + status + " (no, not now). " + advice);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202})
  void aTokenIsOneWhateverItsStatusCreated(int status) {
    login = new Reply(status, GOOD);
    assertThat(connection().requireToken()).startsWith("ok, lives 10 min");
  }

  @Test
  void butAnEmptyAnswerIsNone() {
    login = new Reply(204, "");
    assertThatThrownBy(connection()::requireToken)
        .hasMessageContaining("no access_token in it. Check that this is the token endpoint.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "302 | It redirects, which no token follows; check camel.oauth.crm.api-url and .probe.",
        "400 | Check the path and the query of camel.oauth.crm.probe.",
        "401 | The token is new, so check audience, scope and api-url of camel.oauth.crm.",
        "403 | The credentials lack a scope or a permission. Have it granted.",
        "404 | Check camel.oauth.crm.api-url and .probe.",
        "405 | It takes no GET; set camel.oauth.crm.probe to a path that does.",
        "410 | Check camel.oauth.crm.api-url and .probe.",
        "422 | Check the path and the query of camel.oauth.crm.probe.",
        "429 | The quota is used up. Wait, and set quota.crm.requests to what it allows.",
        "500 | That is the server's own fault; a job tries again by itself.",
        "503 | That is the server's own fault; a job tries again by itself."
      })
  void ofAProbe(int status, String advice) throws IOException {
    api = new Reply(status, "{'detail':'\\n Not with marker-secret.\\nAt all'}");
    try (Caller caller = connection().caller()) {
      assertThatThrownBy(() -> caller.probe("/me"))
          .isInstanceOf(Fault.class)
          .hasMessage(
              "crm: " + server.uri() + "/me answered " + status + " (Not with ***). " + advice);
    }
  }

  @Test
  void theBudgetOfTraceIsNamedAsItIs() {
    login = new Reply(429, "");
    assertThatThrownBy(connection("trace-other")::requireToken)
        .hasMessageEndingWith(
            "answered 429. The quota is used up. Wait, and set quota.requests to what it allows.");
  }

  private Connection connection() {
    return connection("crm");
  }

  private Connection connection(String name) {
    String own = "camel.oauth." + name + ".";
    Map<String, String> values =
        Map.of(
            own + "dialect", "client-secret-post",
            own + "token-endpoint", server.uri() + "/token",
            own + "api-url", server.uri().toString(),
            own + "client-id", "crm-sync",
            own + "client-secret", "marker-secret");
    Settings settings = Settings.of(values, bench.secrets);
    bench.use(ConnectionSettings.from(settings, name), bench.gate(0));
    return bench.connection();
  }
}
