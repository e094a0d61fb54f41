package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.connection.AuthorizationServer.Client;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our connections at Spring Authorization Server, as an integration developer sets them up. */
@Timeout(120)
class AuthorizationServersTest {
  private static final String ID = "crm-sync";
  private static final String ALL_LETTERS = "geheim:b/c%d+e&f={{g}} h größe";

  private static AuthorizationServer server;

  private final Bench bench = Bench.onSqlite();
  private final Map<String, String> settings = new TreeMap<>();
  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = AuthorizationServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** The server decodes both parts of HTTP Basic, as RFC 6749 says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0aZ-._~!$       | ok | ok                    | ok",
        "a:b/c&d={{e}}    | ok | ok                    | ok",
        "größe in €       | ok | ok                    | ok",
        "a+b+            | ok | 401 (invalid_client)  | ok",
        "a%41            | ok | 401 (invalid_client)  | ok",
        "100%            | ok | 400 (invalid_request) | ok",
        ALL_LETTERS + "  | ok | 400 (invalid_request) | ok",
      })
  void secretsOfAllLettersAreTakenButPlainInHttpBasic(
      String letters, String post, String plain, String form) {
    String secret = "geheim" + letters;
    assertThat(outcome(ID, secret, Dialect.CLIENT_SECRET_POST, "")).isEqualTo(post);
    assertThat(outcome(ID, secret, Dialect.CLIENT_SECRET_BASIC, "")).isEqualTo(plain);
    assertThat(outcome(ID, secret, Dialect.CLIENT_SECRET_BASIC, "form")).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_SECRET_POST, ''", "CLIENT_SECRET_BASIC, form"})
  void soAreIds(Dialect dialect, String encoding) {
    String id = "crm:sync/a%b+c&d=e for TRACE";
    assertThat(outcome(id, "geheim", dialect, encoding)).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_SECRET_POST, CLIENT_SECRET_BASIC, basic-encoding and dialect",
    "CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, dialect"
  })
  void anotherDialectThanTheClientsIsRefused(Dialect allowed, Dialect used, String settingsNamed) {
    server.knows(Client.of(ID, "geheim", allowed));
    connect(ID, "geheim", used);
    assertThatThrownBy(bench.connection()::requireToken)
        .isInstanceOf(Fault.LoginRefused.class)
        .hasMessageContaining("401 (invalid_client)")
        .hasMessageContaining(settingsNamed + " of camel.oauth.trace-crm.");
  }

  @ParameterizedTest
  @CsvSource({"reference, ''", "self-contained, ', audience crm-sync'"})
  void theScopesAskedForAreTold(String format, String audience) {
    server.knows(client("geheim").scoped("read:leads", "write:leads", "admin").with(format));
    settings.put("camel.oauth.trace-crm.scope", "write:leads read:leads");
    connect();
    assertThat(bench.connection().requireToken())
        .isEqualTo("ok, lives 60 min, scope read:leads write:leads" + audience);
    assertThat(bench.get(server.api())).isEqualTo(200);
  }

  @Test
  void aTokenThatLacksTheScopeIsSaidBeforeTheApiRefusesIt() {
    server.knows(client("geheim").scoped("esp").with("self-contained"));
    settings.put("camel.oauth.trace-crm.scope", "esp");
    connect();
    assertThatThrownBy(bench.connection()::requireToken)
        .isInstanceOf(Fault.Rejected.class)
        .hasMessage(
            "trace-crm: the token has the scope esp and not read:leads, so the API will refuse it."
                + " Have that scope granted to client crm-sync.");
  }

  @Test
  void aScopeThatIsNotGrantedIsRefusedWithASentence() {
    server.knows(client("geheim"));
    settings.put("camel.oauth.trace-crm.scope", "read:leads esp");
    connect();
    assertRefused(
        "400 (invalid_scope). It does not give client crm-sync the scope read:leads esp; check"
            + " camel.oauth.trace-crm.scope, or have that scope granted.");
  }

  @Test
  void aWrongSecretIsRefusedWithASentenceAndNotTriedAgainAtOnce() {
    server.knows(client("geheim"));
    connect(ID, "marker-wrong", Dialect.CLIENT_SECRET_POST);
    for (int i = 0; i < 20; i++) {
      assertRefused(
          "401 (invalid_client). It refuses client crm-sync; check client-id, client-secret and"
              + " dialect of camel.oauth.trace-crm.");
    }
    assertThat(bench.connection().tokenRequests()).isEqualTo(1);
  }

  /** In real time; the server says 4 s or 5 s, and takes no token a moment longer. */
  @Test
  void tokensOfFiveSecondsAreRenewedByThemselves() {
    server.knows(client("geheim").living("PT5S").with("self-contained"));
    connect();
    long start = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              bench.clock.advance(Duration.ofNanos(System.nanoTime() - start).minus(passed()));
              assertThat(bench.get(server.api())).isEqualTo(200);
              return bench.connection().tokenRequests() == 2;
            });
    assertThat(passed()).isBetween(Duration.ofMillis(3600), Duration.ofSeconds(5));
  }

  @Test
  void aSecretThatWasRotatedInItsFileIsUsedForTheNextToken() throws IOException {
    rotate("old-" + ALL_LETTERS);
    connect();
    assertThat(bench.get(server.api())).isEqualTo(200);
    rotate("new-" + ALL_LETTERS);
    assertThat(bench.get(server.api())).isEqualTo(200);
    bench.clock.advance(Duration.ofHours(1));
    assertThat(bench.get(server.api())).isEqualTo(200);
    assertThat(bench.connection().tokenRequests()).isEqualTo(2);
  }

  @Test
  void aSecretThatIsRotatedLateEndsARefusalAtOnce() throws IOException {
    rotate("old-" + ALL_LETTERS);
    server.knows(client("new-" + ALL_LETTERS));
    connect();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> bench.get(server.api())).isInstanceOf(Fault.LoginRefused.class);
    }
    rotate("new-" + ALL_LETTERS);
    assertThat(bench.get(server.api())).isEqualTo(200);
    assertThat(bench.connection().tokenRequests()).isEqualTo(2);
  }

  /** The server has forgotten its tokens then. */
  @Test
  void goesOnByItselfWhenTheServerIsRestarted() throws IOException {
    server.knows(client("geheim"));
    connect();
    Connection other = bench.connection();
    connect();
    assertThat(bench.get(server.api())).isEqualTo(200);
    server.stop();
    assertThatThrownBy(() -> bench.get(server.api())).hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(other::requireToken)
        .isInstanceOf(Fault.Transient.class)
        .hasMessageContaining("gave no answer (connection refused)");
    server.begin();
    assertThat(other.requireToken()).startsWith("ok");
    assertThat(bench.get(server.api())).isEqualTo(200);
    assertThat(bench.connection().tokenRequests()).isEqualTo(2);
  }

  private static Client client(String secret) {
    return Client.of(ID, secret, Dialect.CLIENT_SECRET_POST);
  }

  /** At the server and in the file of ours. */
  private void rotate(String secret) throws IOException {
    server.knows(client(secret));
    Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
    settings.put("camel.oauth.trace-crm.client-secret-file", file.toString());
  }

  /** "ok", or status and error of the answer. */
  private String outcome(String id, String secret, Dialect dialect, String encoding) {
    server.knows(Client.of(id, secret, dialect));
    settings.put("camel.oauth.trace-crm.basic-encoding", encoding);
    connect(id, secret, dialect);
    try {
      bench.connection().requireToken();
      return bench.get(server.api()) == 200 ? "ok" : "refused by the API";
    } catch (Fault.LoginRefused e) {
      return e.getMessage().replaceAll(".* answered (\\d+ \\(\\w+\\)).*", "$1");
    }
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(bench.connection()::requireToken)
        .isInstanceOf(Fault.LoginRefused.class)
        .hasMessage("trace-crm: " + server.tokenEndpoint() + " answered " + sentence);
  }

  /** By the clock of ours. */
  private Duration passed() {
    return Duration.between(Bench.START, bench.clock.instant());
  }

  private void connect() {
    connect(ID, "geheim", Dialect.CLIENT_SECRET_POST);
  }

  private void connect(String id, String secret, Dialect dialect) {
    settings.put("trace.auth-url", "http://127.0.0.1:1");
    settings.put("camel.oauth.trace-crm.dialect", dialect.wire());
    settings.put("camel.oauth.trace-crm.token-endpoint", server.tokenEndpoint().toString());
    settings.put("camel.oauth.trace-crm.api-url", server.api().toString());
    settings.put("camel.oauth.trace-crm.client-id", id);
    if (!settings.containsKey("camel.oauth.trace-crm.client-secret-file")) {
      settings.put("camel.oauth.trace-crm.client-secret", secret);
    }
    Settings read = Settings.of(settings, bench.secrets);
    bench.use(ConnectionSettings.from(read, "trace-crm", "read:leads"), bench.gate(0));
  }
}
