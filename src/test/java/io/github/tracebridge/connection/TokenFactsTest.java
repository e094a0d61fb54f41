package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFactsTest {
  private static final URI API = URI.create("https://api.example/v1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'scope':'read:leads other'}",
        "{'scp':['other','read:leads']}",
        "{'permissions':['read:leads','other']}"
      })
  void scopesAreReadWhereverTheyStand(String claims) {
    assertThat(TokenFacts.of(jwt(claims)).scopes())
        .containsExactlyInAnyOrder("read:leads", "other");
  }

  @Test
  void theAnswersOwnScopeCountsToo() {
    assertThat(TokenFacts.of("opaque").and(json("{'scope':'read write'}")).scopes())
        .containsExactlyInAnyOrder("read", "write");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'iat':1000,'exp':1060} | PT1M",
        "{'nbf':1000,'exp':1060} | PT1M",
        "{'exp':1060} |",
        "{'iat':1000,'exp':1000} |",
        "{'iat':'x','exp':[]} |"
      })
  void itsLifeIsThatBetweenItsOwnTimes(String claims, Duration life) {
    assertThat(TokenFacts.of(jwt(claims)).life()).isEqualTo(life);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque", "a.b.c", "..", "NgXCXRKc...Mz0Yjw=", "x.bm90IGpzb24.y"})
  void whatIsNoJwtTellsNothing(String token) {
    TokenFacts facts = TokenFacts.of(token);
    assertThat(facts.scopes()).isNull();
    assertThat(facts.audiences()).isEmpty();
    assertThat(facts.life()).isNull();
    assertThat(facts.words("asked")).isEmpty();
  }

  @Test
  void anAudienceThatWasNotAskedForIsShown() {
    TokenFacts facts = TokenFacts.of(jwt("{'aud':['a','b']}"));
    assertThat(facts.words("b")).isEqualTo(", audience a b");
    assertThat(facts.words("c")).isEqualTo(", audience a b (asked for c)");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'scope':'other'}, the token has the scope other and not read:leads",
        "{'scope':''}, `the token has no scope at all, not even read:leads`",
        "{'scope':'read:leads'},",
        "{'scope':null},",
        "{'aud':'x'},"
      })
  void aScopeThatIsKnownToLackIsSaid(String claims, String said) {
    assertThat(TokenFacts.of(jwt(claims)).shortcoming(leads()).orElse(null))
        .isEqualTo(
            said == null
                ? null
                : "crm: " + said + ", so the API will refuse it. Have a token made that has it.");
  }

  @Test
  void anEmptyScopeInTheAnswerIsNoneUnlessTheTokenHasOne() {
    JsonNode empty = json("{'scope':''}");
    assertThat(TokenFacts.of("opaque").and(empty).shortcoming(leads())).isPresent();
    assertThat(TokenFacts.of(jwt("{'scope':'read:leads'}")).and(empty).shortcoming(leads()))
        .isEmpty();
    assertThat(TokenFacts.of("opaque").and(json("{}")).shortcoming(leads())).isEmpty();
  }

  private static ConnectionSettings leads() {
    return ConnectionSettings.from(
        Settings.of(
            Map.of(
                "camel.oauth.crm.dialect", "bearer-token",
                "camel.oauth.crm.token", "a-token",
                "camel.oauth.crm.api-url", "https://api.example"),
            new Secrets()),
        "crm",
        "read:leads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'instance_url':'https://API.example:443/x'} | ``",
        "{'instance_url':'https://other.example'} | `, API at https://other.example (api-url is https://api.example/v1)`",
        "{'instance_url':'not a URL'} | ``",
        "{} | ``"
      })
  void anApiThatIsElsewhereIsShown(String answer, String words) {
    assertThat(TokenFacts.of("opaque").and(json(answer)).elsewhere(API)).isEqualTo(words);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String jwt(String claims) {
    byte[] json = claims.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(json) + ".x";
  }
}
