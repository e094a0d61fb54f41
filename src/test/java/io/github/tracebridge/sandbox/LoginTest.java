package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.LOGIN;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void givesATokenThatReadsLeads() {
    JsonNode answer = json(trace.login());
    assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").asLong()).isEqualTo(86400);
    assertThat(trace.get(LEADS, answer.path("access_token").asText()).statusCode()).isEqualTo(200);
  }

  @Test
  void tokensAreJwtsWithTheirClaims() {
    JsonNode claims =
        SandboxJson.read(
            new String(
                Base64.getUrlDecoder().decode(trace.token().split("\\.")[1]),
                StandardCharsets.UTF_8));
    assertThat(claims.path("sub").asText()).isEqualTo("crm-sync");
    assertThat(claims.path("aud").asText()).isEqualTo(Knobs.AUDIENCE);
    assertThat(claims.path("scope").asText()).isEqualTo("read:leads");
    assertThat(claims.path("iat").asLong()).isEqualTo(SandboxUnderTest.START.getEpochSecond());
    assertThat(claims.path("exp").asLong())
        .as("whole seconds, never before expires_in has passed")
        .isEqualTo(SandboxUnderTest.START.getEpochSecond() + 86400 + 1);
    assertThat(claims.has("jti")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "crm-sync, wrong, https://sandbox.tracebridge/trace",
    "nobody, sandbox-secret, https://sandbox.tracebridge/trace",
    "crm-sync, sandbox-secret, https://elsewhere.example"
  })
  void refusesWrongCredentials(String client, String secret, String audience) {
    HttpResponse<String> answer = trace.login(client, secret, audience);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("title").asText()).isEqualTo("Unauthorized");
  }

  @Test
  void refusesInTheFormOfTheKnob() {
    trace.turn("{login:{errorForm:'error-pair'}}");
    assertThat(json(trace.login("x", "y", "z")).path("error").asText()).isEqualTo("access_denied");
    trace.turn("{login:{errorForm:'empty'}}");
    assertThat(trace.login("x", "y", "z").body()).isEmpty();
  }

  @Test
  void refusesBodiesThatAreNoLogin() {
    assertThat(trace.post(LOGIN, "{\"clientId\":\"crm-sync\"}").statusCode()).isEqualTo(400);
    assertThat(trace.post(LOGIN, "{clientId:'x'}").statusCode()).isEqualTo(400);
    assertThat(trace.post(LOGIN, "").statusCode()).isEqualTo(400);
    assertThat(trace.get(LOGIN).statusCode()).isEqualTo(405);
    HttpResponse<String> form =
        trace.send(
            trace
                .request(LOGIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("clientId=crm-sync")));
    assertThat(form.statusCode()).isEqualTo(415);
  }

  @Test
  void tokensExpireByTheClock() {
    trace.turn("{login:{tokenTtl:'60s'}}");
    JsonNode answer = json(trace.login());
    String token = answer.path("access_token").asText();
    assertThat(answer.path("expires_in").asLong()).isEqualTo(60);
    trace.clock.advance(Duration.ofSeconds(59));
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(200);
    trace.clock.advance(Duration.ofSeconds(1));
    assertInvalidToken(trace.get(LEADS, token));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1s", "PT0.000001S, 1s", "PT0.5S, 2s", "PT0.876543S, 2s", "PT0.876544S, 2s"})
  void tokensLiveAllOfExpiresInWhereverInASecondTheyBegin(Duration begin, String life) {
    trace.turn("{login:{tokenTtl:'" + life + "'}}");
    trace.clock.advance(begin);
    JsonNode answer = json(trace.login());
    String token = answer.path("access_token").asText();
    trace.clock.advance(Duration.ofSeconds(answer.path("expires_in").asLong()).minusNanos(1));
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(200);
    trace.clock.advance(Duration.ofNanos(1));
    assertInvalidToken(trace.get(LEADS, token));
  }

  @ParameterizedTest
  @CsvSource({"1999ms, 1", "2s, 2", "2500ms, 2"})
  void expiresInPromisesNoMoreThanTheTokenKeeps(String life, long promised) {
    trace.turn("{login:{tokenTtl:'" + life + "'}}");
    JsonNode answer = json(trace.login());
    assertThat(answer.path("expires_in").asLong()).isEqualTo(promised);
    trace.clock.advance(Duration.ofSeconds(promised).minusNanos(1));
    assertThat(trace.get(LEADS, answer.path("access_token").asText()).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTokensThatAreMissingOrForged() {
    String token = trace.token();
    String[] parts = token.split("\\.");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertInvalidToken(trace.get(LEADS));
    assertInvalidToken(trace.get(LEADS, "x"));
    assertInvalidToken(trace.get(LEADS, parts[0] + "." + parts[1] + "."));
    assertInvalidToken(trace.get(LEADS, none + "." + parts[1] + "."));
    assertInvalidToken(trace.get(LEADS, parts[0] + "." + parts[1] + "A." + parts[2]));
    assertInvalidToken(trace.send(trace.request(LEADS).header("Authorization", "Basic " + token)));
    assertThat(trace.sandbox().counters().unauthorized()).isEqualTo(6);
  }

  @Test
  void refusesTokensOfAnotherSandboxOrAudience() {
    String token = trace.token();
    try (Sandbox other = Sandbox.start(0, Knobs.defaults(), trace.clock)) {
      assertThat(
              trace
                  .send(
                      HttpRequest.newBuilder(java.net.URI.create(other.uri() + LEADS))
                          .header("Authorization", "Bearer " + token))
                  .statusCode())
          .isEqualTo(401);
    }
    trace.turn("{login:{clients:[{id:'crm-sync',secret:'s',audience:'other',scopes:[]}]}}");
    assertInvalidToken(trace.get(LEADS, token));
  }

  @Test
  void refusesTokensWithoutTheScope() {
    JsonNode login = json(trace.login("price-desk", "sandbox-upload-secret", Knobs.AUDIENCE));
    HttpResponse<String> answer = trace.get(LEADS, login.path("access_token").asText());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(trace.sandbox().counters().forbidden()).isEqualTo(1);
  }

  @Test
  void servesTheClientsOfTheKnob() {
    trace.turn("{login:{clients:[{id:'a',secret:'b',audience:'c',scopes:['read:leads']}]}}");
    assertThat(trace.login().statusCode()).isEqualTo(401);
    String token = json(trace.login("a", "b", "c")).path("access_token").asText();
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(200);
  }

  @Test
  void revokedTokensAreBadAndLaterOnesGood() {
    String old = trace.token();
    trace.sandbox().revokeTokens();
    assertInvalidToken(trace.get(LEADS, old));
    assertThat(trace.page("").statusCode()).isEqualTo(200);
    assertThat(trace.sandbox().counters().revocations()).isEqualTo(1);
    assertThat(trace.sandbox().counters().tokensMinted()).isEqualTo(2);
  }

  @Test
  void errorsHaveTheFormOfTheKnob() {
    assertThat(header(trace.get(LEADS), "Content-Type")).startsWith("application/problem+json");
    trace.turn("{answers:{errorForm:'success-false'}}");
    assertThat(trace.get(LEADS).body()).isEqualTo("{\"success\":false}");
    trace.turn("{answers:{errorForm:'empty'}}");
    assertThat(trace.get(LEADS).body()).isEmpty();
  }

  @Test
  void datesAnswersByTheClockAndItsSkew() {
    assertThat(header(trace.login(), "Date")).isEqualTo("Wed, 04 Mar 2026 09:12:44 GMT");
    trace.turn("{answers:{dateSkew:'-PT44S'}}");
    assertThat(header(trace.login(), "Date")).isEqualTo("Wed, 04 Mar 2026 09:12:00 GMT");
  }

  @Test
  void answersTakeTheLatencyOfTheKnob() {
    trace.turn("{answers:{latency:'60ms'}}");
    long before = System.nanoTime();
    trace.login();
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(60_000_000L);
  }

  private static void assertInvalidToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo("absent");
  }
}
