package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.TokenCalls.DER_CONNECT;
import static io.github.tracebridge.sandbox.TokenCalls.DER_FORM;
import static io.github.tracebridge.sandbox.TokenCalls.FORM;
import static io.github.tracebridge.sandbox.TokenCalls.GRANT;
import static io.github.tracebridge.sandbox.TokenCalls.JWT_SYSTEM;
import static io.github.tracebridge.sandbox.TokenCalls.OPEN_ESG;
import static io.github.tracebridge.sandbox.TokenCalls.base64;
import static io.github.tracebridge.sandbox.TokenCalls.encoded;
import static io.github.tracebridge.sandbox.TokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client of a sibling shows who it is. */
class ClientAuthenticationTest {
  /** Reads differently plain and form-encoded. */
  private static final String SECRET = "a:/ %41+&={{x}}ü";

  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();
  private final TokenCalls calls = new TokenCalls(sandbox);

  @Test
  void derConnectWantsTheSecretInTheBody() {
    String pair = base64("der-client:sandbox-der-secret", StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        calls.post(DER_CONNECT, FORM, "Basic " + pair, GRANT + "&scope=esp");
    assertRefused(answer, 401, "invalid_client");
    assertThat(header(answer, "WWW-Authenticate")).startsWith("Basic realm=");
  }

  @Test
  void theJwtSystemWantsItInBasic() {
    HttpResponse<String> answer =
        calls.post(JWT_SYSTEM, GRANT + "&client_id=jwt-client&client_secret=sandbox-jwt-secret");
    assertRefused(answer, 401, "invalid_client");
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("absent");
  }

  @Test
  void openEsgTakesItInTheBodyToo() {
    String form = GRANT + "&client_id=esg-client&client_secret=sandbox-esg-secret";
    assertThat(calls.post(OPEN_ESG, form).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "body, 200, 401",
    "basic, 401, 200",
    "either, 200, 200",
  })
  void whatATokenEndpointWantsIsAKnob(String authentication, int body, int basic) {
    sandbox.turn("{siblings:{openEsg:{authentication:'" + authentication + "'}}}");
    String form = GRANT + "&client_id=esg-client&client_secret=sandbox-esg-secret";
    assertThat(calls.post(OPEN_ESG, form).statusCode()).isEqualTo(body);
    assertThat(calls.openEsg().statusCode()).isEqualTo(basic);
  }

  @Test
  void bothAtOnceAreAnInvalidRequest() {
    String pair = "Basic " + base64("esg-client:sandbox-esg-secret", StandardCharsets.UTF_8);
    String form = GRANT + "&client_id=esg-client";
    assertThat(calls.post(OPEN_ESG, FORM, pair, form).statusCode()).isEqualTo(200);
    assertRefused(
        calls.post(OPEN_ESG, FORM, pair, form + "&client_secret=sandbox-esg-secret"),
        400,
        "invalid_request");
    assertRefused(
        calls.post(OPEN_ESG, FORM, pair, GRANT + "&client_id=other"), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&client_id=der-client",
        "&client_secret=sandbox-der-secret",
        "&client_id=der-client&client_secret=",
        "&client_id=der-client&client_secret=SANDBOX-DER-SECRET",
        "&client_id=nobody&client_secret=sandbox-der-secret"
      })
  void wrongOrMissingCredentialsInTheBodyAreAnInvalidClient(String credentials) {
    assertRefused(
        calls.post(DER_CONNECT, GRANT + "&scope=esp" + credentials), 401, "invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic !!!",
        "Basic and-client:in-the-clear",
        "Bearer ancjbGllbnQ6c2FuZGJveA==",
        "Basic and0LWNsaWVudA=="
      })
  void whatIsNoBasicHeaderIsAnInvalidClientThatIsTold(String authorization) {
    HttpResponse<String> answer = calls.post(JWT_SYSTEM, FORM, authorization, GRANT);
    assertRefused(answer, 401, "invalid_client");
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Basic realm=\"jwt-system\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic ", "BASIC ", "Basic   "})
  void theSchemeIsReadWhateverItsCase(String scheme) {
    String pair = base64("jwt-client:sandbox-jwt-secret", StandardCharsets.UTF_8);
    assertThat(calls.post(JWT_SYSTEM, FORM, scheme + pair, GRANT).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"plain, 200, 401", "form, 401, 200", "either, 200, 200"})
  void idAndSecretInBasicAreReadAsTheKnobSays(String encoding, int plain, int form) {
    client("jwtSystem", "größe", SECRET);
    sandbox.turn("{siblings:{jwtSystem:{basicEncoding:'" + encoding + "'}}}");
    assertThat(calls.basic(JWT_SYSTEM, "größe:" + SECRET).statusCode()).isEqualTo(plain);
    assertThat(calls.basic(JWT_SYSTEM, encoded("größe") + ":" + encoded(SECRET)).statusCode())
        .isEqualTo(form);
  }

  @Test
  void theJwtSystemReadsThemPlainAndOpenEsgDecodesThem() {
    client("jwtSystem", "a+b", "50%41");
    client("openEsg", "a b", "50A");
    assertThat(calls.basic(JWT_SYSTEM, "a+b:50%41").statusCode()).isEqualTo(200);
    assertThat(calls.basic(OPEN_ESG, "a+b:50%41").statusCode()).isEqualTo(200);
  }

  @Test
  void openEsgLeavesAPercentSignThatIsNoEscape() {
    client("openEsg", "a", "50%z%4");
    assertThat(calls.basic(OPEN_ESG, "a:50%z%4").statusCode()).isEqualTo(200);
  }

  @Test
  void aColonInThePlainIdEndsIt() {
    client("jwtSystem", "a:b", "secret");
    assertThat(calls.basic(JWT_SYSTEM, "a:b:secret").statusCode()).isEqualTo(401);
    client("jwtSystem", "a", "b:secret");
    assertThat(calls.basic(JWT_SYSTEM, "a:b:secret").statusCode()).isEqualTo(200);
  }

  @Test
  void basicIsReadAsUtf8Alone() {
    client("jwtSystem", "a", "größe");
    String latin = "Basic " + base64("a:größe", StandardCharsets.ISO_8859_1);
    assertRefused(calls.post(JWT_SYSTEM, FORM, latin, GRANT), 401, "invalid_client");
    assertThat(calls.basic(JWT_SYSTEM, "a:größe").statusCode()).isEqualTo(200);
  }

  @Test
  void secretsOfAnyKindPassThroughTheBody() {
    client("derConnect", "größe", SECRET);
    String form = GRANT + "&scope=esp&client_id=" + encoded("größe") + "&client_secret=";
    assertThat(calls.post(DER_CONNECT, form + encoded(SECRET)).statusCode()).isEqualTo(200);
    assertThat(calls.post(DER_CONNECT, form + "a:/+%41%2B%26%3D{{x}}ü").statusCode())
        .as("the escape is decoded")
        .isEqualTo(401);
    assertThat(calls.post(DER_CONNECT, DER_FORM).statusCode()).isEqualTo(401);
  }

  @Test
  void aClientOfOneSystemIsUnknownToTheOthers() {
    assertRefused(calls.basic(JWT_SYSTEM, "esg-client:sandbox-esg-secret"), 401, "invalid_client");
    assertRefused(calls.basic(OPEN_ESG, "jwt-client:sandbox-jwt-secret"), 401, "invalid_client");
  }

  private void client(String system, String id, String secret) {
    sandbox.turn(
        "{siblings:{%s:{clients:[{id:'%s',secret:'%s',scopes:['esp']}]}}}"
            .formatted(system, id, secret));
  }
}
