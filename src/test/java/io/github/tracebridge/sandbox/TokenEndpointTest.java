package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.TokenCalls.DER_CONNECT;
import static io.github.tracebridge.sandbox.TokenCalls.DER_FORM;
import static io.github.tracebridge.sandbox.TokenCalls.GRANT;
import static io.github.tracebridge.sandbox.TokenCalls.JWT_SYSTEM;
import static io.github.tracebridge.sandbox.TokenCalls.OPEN_ESG;
import static io.github.tracebridge.sandbox.TokenCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three siblings' token endpoints: what they answer, and what they refuse. */
class TokenEndpointTest {
  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();
  private final TokenCalls calls = new TokenCalls(sandbox);

  @Test
  void derConnectAnswersAsItsPagePrints() {
    HttpResponse<String> answer = calls.derConnect();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .matches(
            "\\{\"access_token\":\"eyJ0eXAi[\\w-]+\\.[\\w-]+\\.[\\w-]+\","
                + "\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Pragma")).isEqualTo("no-cache");
  }

  @Test
  void openEsgAnswersAsItsPagePrints() {
    assertThat(calls.openEsg().body())
        .matches(
            "\\{\"access_token\":\"[0-9A-Za-z]{30}\",\"expires_in\":3600,"
                + "\"token_type\":\"Bearer\",\"scope\":\"read write\"}");
  }

  @Test
  void theJwtSystemAnswersAsItsPagePrints() {
    assertThat(calls.jwtSystem().body())
        .matches(
            "\\{\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"access_token\":\"[0-9A-Za-z+/]{43}=\"}");
  }

  @Test
  void derConnectsTokenTellsItsScopeAudienceAndTimes() {
    String[] parts = token(calls.derConnect()).split("\\.");
    JsonNode claims =
        SandboxJson.read(
            new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.path("sub").asText()).isEqualTo("der-client");
    assertThat(claims.path("aud").asText()).isEqualTo("der-client");
    assertThat(claims.path("scope").toString()).isEqualTo("[\"esp\"]");
    assertThat(claims.path("iat").asLong()).isEqualTo(SandboxUnderTest.START.getEpochSecond());
    assertThat(claims.path("exp").asLong())
        .isEqualTo(SandboxUnderTest.START.getEpochSecond() + 3600);
  }

  @Test
  void everyTokenIsAnother() {
    assertThat(token(calls.openEsg())).isNotEqualTo(token(calls.openEsg()));
    assertThat(token(calls.jwtSystem())).isNotEqualTo(token(calls.jwtSystem()));
    assertThat(token(calls.derConnect())).isNotEqualTo(token(calls.derConnect()));
    assertThat(sandbox.sandbox().mintedTokens()).hasSize(6);
    assertThat(sandbox.sandbox().counters().tokensMinted()).isEqualTo(6);
    assertThat(sandbox.sandbox().counters().requests(RequestKind.OPEN_ESG_TOKEN)).isEqualTo(2);
  }

  @Test
  void openEsgTakesAMultipartFormAsPostmanSendsIt() {
    HttpResponse<String> answer =
        calls.post(OPEN_ESG, "multipart/form-data; boundary=----Form7", "", postman());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("scope").asText()).isEqualTo("read write");
  }

  @ParameterizedTest
  @ValueSource(strings = {DER_CONNECT, JWT_SYSTEM})
  void theOthersTakeNoMultipartForm(String path) {
    assertRefused(
        calls.post(path, "multipart/form-data; boundary=----Form7", "", postman()),
        400,
        "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, '{\"grant_type\":\"client_credentials\"}'",
    "'', grant_type=client_credentials",
    "application/x-www-form-urlencodedly, grant_type=client_credentials",
    "multipart/form-data, grant_type=client_credentials"
  })
  void aBodyThatIsNoFormIsAnInvalidRequest(String contentType, String body) {
    assertRefused(calls.post(OPEN_ESG, contentType, "", body), 400, "invalid_request");
  }

  @Test
  void aFormMayNameItsCharset() {
    assertThat(
            calls
                .post(DER_CONNECT, "Application/X-WWW-Form-Urlencoded;charset=UTF-8", "", DER_FORM)
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "client_id=der-client&scope=esp, invalid_request",
    "grant_type=&client_id=der-client, invalid_request",
    "Grant_Type=client_credentials, invalid_request",
    "grant_type=client_credentials&grant_type=client_credentials, invalid_request",
    "grant_type=client_credentials&client_id=%zz, invalid_request",
    "grant_type=password&username=a&password=b, unsupported_grant_type",
    "grant_type=CLIENT_CREDENTIALS, unsupported_grant_type"
  })
  void aRequestThatIsNoneOfClientCredentialsIsRefused(String form, String error) {
    assertRefused(calls.post(DER_CONNECT, form), 400, error);
  }

  @Test
  void parametersInTheUrlAreRefused() {
    assertRefused(calls.post(DER_CONNECT + "?" + DER_FORM, DER_FORM), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {DER_CONNECT, OPEN_ESG, JWT_SYSTEM})
  void onlyPostIsTaken(String path) {
    HttpResponse<String> answer = sandbox.get(path);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("POST");
  }

  @Test
  void openEsgIsNotThereWithoutTheSlash() {
    assertThat(calls.basic("/o/token", "esg-client:sandbox-esg-secret").statusCode())
        .isEqualTo(404);
  }

  @Test
  void anUnknownScopeIsRefused() {
    assertRefused(calls.post(DER_CONNECT, DER_FORM + "%20admin"), 400, "invalid_scope");
    assertRefused(calls.post(DER_CONNECT, DER_FORM.replace("=esp", "=read")), 400, "invalid_scope");
  }

  @Test
  void derConnectGivesNoTokenWithoutAScope() {
    String form = DER_FORM.replace("&scope=esp", "");
    assertRefused(calls.post(DER_CONNECT, form), 400, "invalid_scope");
    sandbox.turn("{siblings:{derConnect:{scopeRequired:false}}}");
    assertThat(calls.post(DER_CONNECT, form).statusCode()).isEqualTo(200);
  }

  @Test
  void openEsgGrantsTheScopesAskedForAndSaysWhich() {
    String form = GRANT + "&client_id=esg-client&client_secret=sandbox-esg-secret&scope=read";
    assertThat(json(calls.post(OPEN_ESG, form)).path("scope").asText()).isEqualTo("read");
  }

  @Test
  void derConnectSaysWhy() {
    HttpResponse<String> answer = calls.post(DER_CONNECT, DER_FORM.replace("=sandbox", "=another"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_client\","
                + "\"error_description\":\"Client authentication failed\"}");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("absent");
  }

  @Test
  void openEsgAndTheJwtSystemOnlyNameTheError() {
    assertThat(calls.basic(OPEN_ESG, "esg-client:wrong").body())
        .isEqualTo("{\"error\":\"invalid_client\"}");
    assertThat(calls.basic(JWT_SYSTEM, "jwt-client:wrong").body())
        .isEqualTo("{\"error\":\"invalid_client\"}");
  }

  @Test
  void errorsHaveTheFormOfTheKnob() {
    sandbox.turn("{siblings:{jwtSystem:{errorForm:'problem'}}}");
    HttpResponse<String> problem = calls.basic(JWT_SYSTEM, "jwt-client:wrong");
    assertThat(header(problem, "Content-Type")).startsWith("application/problem+json");
    assertThat(json(problem).path("status").asInt()).isEqualTo(401);
    assertThat(json(problem).path("title").asText()).isEqualTo("Unauthorized");
    assertThat(json(problem).path("detail").asText()).isEqualTo("Client authentication failed");
    assertThat(json(problem).has("error")).isFalse();
    sandbox.turn("{siblings:{jwtSystem:{errorForm:'empty'}}}");
    assertThat(calls.basic(JWT_SYSTEM, "jwt-client:wrong").body()).isEmpty();
    sandbox.turn("{siblings:{jwtSystem:{errorForm:'pair'}}}");
    assertThat(json(calls.basic(JWT_SYSTEM, "x:y")).has("error_description")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"number, '3600'", "string, '\"3600\"'", "zero, '0'", "missing, ''"})
  void expiresInHasTheFormOfTheKnob(String form, String expected) {
    sandbox.turn("{siblings:{openEsg:{expiresIn:'" + form + "'}}}");
    assertThat(json(calls.openEsg()).path("expires_in").toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"bearer, '\"bearer\"'", "MAC, '\"MAC\"'", "'', ''"})
  void tokenTypeIsTheKnobs(String type, String expected) {
    sandbox.turn("{siblings:{derConnect:{tokenType:'" + type + "'}}}");
    assertThat(json(calls.derConnect()).path("token_type").toString()).isEqualTo(expected);
  }

  @Test
  void theLifeIsTheKnobs() {
    sandbox.turn("{siblings:{jwtSystem:{tokenTtl:'5500ms'}}}");
    assertThat(json(calls.jwtSystem()).path("expires_in").asInt()).isEqualTo(5);
  }

  @Test
  void servesTheClientsOfTheKnob() {
    sandbox.turn("{siblings:{openEsg:{clients:[{id:'a',secret:'b',scopes:['read']}]}}}");
    assertThat(calls.openEsg().statusCode()).isEqualTo(401);
    assertThat(json(calls.basic(OPEN_ESG, "a:b")).path("scope").asText()).isEqualTo("read");
  }

  static void assertRefused(HttpResponse<String> answer, int status, String error) {
    assertThat(json(answer).path("error").asText()).isEqualTo(error);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static String postman() {
    return part("grant_type", "client_credentials")
        + part("client_id", "esg-client")
        + part("client_secret", "sandbox-esg-secret")
        + "------Form7--\r\n";
  }

  private static String part(String name, String value) {
    return "------Form7\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }
}
