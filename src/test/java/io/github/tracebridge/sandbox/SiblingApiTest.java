package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.TokenCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the siblings' APIs give for a token, and what they refuse. */
class SiblingApiTest {
  private static final String TYPES = "/connect/v1/onboarding/types/entities";
  private static final String ENTITIES = "/connect/v1/onboarding/entities";
  private static final String TEMPLATES = "/api/v1/report-templates";
  private static final String ACCOUNT = "/api/v2/account";

  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();
  private final TokenCalls calls = new TokenCalls(sandbox);

  @Test
  void derConnectTellsTypesAndBrands() {
    JsonNode answer = json(sandbox.get(TYPES, token(calls.derConnect())));
    assertThat(answer.path("data").findValuesAsText("type"))
        .containsExactly(
            "Battery",
            "ChargePoint",
            "EV",
            "HeatPump",
            "SolarPlant",
            "RetrofitMeter",
            "Meter",
            "Inverter");
    assertThat(answer.at("/data/0/brands")).isNotEmpty();
  }

  @Test
  void derConnectListsEntities() {
    JsonNode first = json(sandbox.get(ENTITIES, token(calls.derConnect()))).at("/data/0");
    assertThat(first.propertyStream().map(Map.Entry::getKey))
        .contains("id", "principalId", "requestType", "status", "created", "data", "errors");
    assertThat(first.at("/data/entity/type").asText()).isEqualTo("Battery");
  }

  @Test
  void openEsgListsReportTemplates() {
    JsonNode first = json(sandbox.get(TEMPLATES, token(calls.openEsg()))).at("/results/0");
    assertThat(first.propertyStream().map(Map.Entry::getKey))
        .containsExactly("id", "organization", "key", "name", "description", "catalog");
  }

  @Test
  void theJwtSystemTellsWhoAsks() {
    JsonNode answer = json(sandbox.get(ACCOUNT, token(calls.jwtSystem())));
    assertThat(answer.path("clientId").asText()).isEqualTo("jwt-client");
  }

  @ParameterizedTest
  @ValueSource(strings = {TYPES, ENTITIES, TEMPLATES, ACCOUNT, LEADS})
  void aTokenOfAnotherSystemIsRefused(String path) {
    int good = 0;
    for (String token :
        new String[] {
          sandbox.token(),
          token(calls.derConnect()),
          token(calls.openEsg()),
          token(calls.jwtSystem())
        }) {
      int status = sandbox.get(path, token).statusCode();
      assertThat(status).isIn(200, 401);
      good += status == 200 ? 1 : 0;
    }
    assertThat(good).isEqualTo(1);
  }

  @Test
  void aTokenOfAnotherSystemIsRefusedWhereItsClientIsKnownToo() {
    sandbox.turn(
        "{siblings:{jwtSystem:{clients:[{id:'esg-client',secret:'other',scopes:['account']}]}}}");
    assertThat(sandbox.get(ACCOUNT, token(calls.openEsg())).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsMissingForgedOrExpiredIsRefused() {
    String token = token(calls.derConnect());
    assertInvalidToken(sandbox.get(TYPES));
    assertInvalidToken(sandbox.get(TYPES, token.substring(1)));
    assertInvalidToken(sandbox.send(sandbox.request(TYPES).header("Authorization", token)));
    sandbox.clock.advance(Duration.ofSeconds(3599).minusNanos(1));
    assertThat(sandbox.get(TYPES, token).statusCode()).isEqualTo(200);
    sandbox.clock.advance(Duration.ofNanos(1));
    assertInvalidToken(sandbox.get(TYPES, token));
    assertThat(sandbox.sandbox().counters().tokenUses(RequestKind.DER_CONNECT_API, "der-client"))
        .isEqualTo(2);
  }

  @Test
  void revokedTokensAreBadAndLaterOnesGood() {
    String old = token(calls.openEsg());
    sandbox.sandbox().revokeTokens();
    assertThat(sandbox.get(TEMPLATES, old).statusCode()).isEqualTo(401);
    assertThat(sandbox.get(TEMPLATES, token(calls.openEsg())).statusCode()).isEqualTo(200);
  }

  @Test
  void theTokensOfAClientThatIsGoneAreBad() {
    String token = token(calls.jwtSystem());
    sandbox.turn("{siblings:{jwtSystem:{clients:[{id:'b',secret:'c',scopes:['account']}]}}}");
    assertThat(sandbox.get(ACCOUNT, token).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "derConnect, /connect/v1/onboarding/types/entities, esp",
    "openEsg, /api/v1/report-templates, read",
    "jwtSystem, /api/v2/account, account"
  })
  void aTokenWithoutTheScopeIsForbidden(String system, String path, String scope) {
    sandbox.turn(
        "{siblings:{%s:{authentication:'body',scopeRequired:false,clients:[{id:'a',secret:'b',scopes:['write']}]}}}"
            .formatted(system));
    String endpoint =
        switch (system) {
          case "derConnect" -> TokenCalls.DER_CONNECT;
          case "openEsg" -> TokenCalls.OPEN_ESG;
          default -> TokenCalls.JWT_SYSTEM;
        };
    String token = token(calls.post(endpoint, TokenCalls.GRANT + "&client_id=a&client_secret=b"));
    HttpResponse<String> answer = sandbox.get(path, token);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(header(answer, "WWW-Authenticate"))
        .isEqualTo(
            system.equals("openEsg")
                ? "absent"
                : "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
    assertThat(sandbox.sandbox().counters().wrongScope()).hasSize(1);
    assertThat(sandbox.sandbox().counters().forbidden()).isEqualTo(1);
  }

  @Test
  void openEsgRefusesInDjangosWordsAndNamesNoScheme() {
    HttpResponse<String> answer = sandbox.get(TEMPLATES);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {TYPES, ENTITIES, TEMPLATES, ACCOUNT})
  void onlyGetIsTaken(String path) {
    HttpResponse<String> answer =
        sandbox.send(sandbox.request(path).POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET");
  }

  @Test
  void theCountersTellWhichTokenCameWhere() {
    sandbox.get(TEMPLATES, token(calls.derConnect()));
    sandbox.get(LEADS, token(calls.openEsg()));
    sandbox.get(ACCOUNT, sandbox.token());
    Counters counters = sandbox.sandbox().counters();
    assertThat(counters.tokenUses(RequestKind.OPEN_ESG_API, "der-client")).isEqualTo(1);
    assertThat(counters.tokenUses(RequestKind.PAGE, "esg-client")).isEqualTo(1);
    assertThat(counters.tokenUses(RequestKind.JWT_SYSTEM_API, "crm-sync")).isEqualTo(1);
    assertThat(counters.requests(RequestKind.DER_CONNECT_TOKEN)).isEqualTo(1);
    assertThat(counters.requests(RequestKind.OPEN_ESG_API)).isEqualTo(1);
    assertThat(counters.strayAuthorizations()).isZero();
  }

  @Test
  void noQuotaOfTraceIsSpent() {
    sandbox.turn("{quota:{requests:1}}");
    String token = token(calls.jwtSystem());
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = sandbox.get(ACCOUNT, token);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo("absent");
    }
  }

  private static void assertInvalidToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
  }
}
