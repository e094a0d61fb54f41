package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenAnswerTest {
  private final ConnectionSettings connection =
      new ConnectionSettings(
          "trace-crm",
          Dialect.TRACE_M2M,
          URI.create("https://trace.example/login"),
          URI.create("https://trace.example"),
          "crm-sync",
          () -> new Secret("geheim"),
          "audience",
          "",
          "",
          ConnectionSettings.BasicEncoding.PLAIN,
          "",
          Duration.ofSeconds(20),
          Duration.ofHours(1));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'access_token':'t','token_type':'Bearer','expires_in':60} | PT1M",
        "{'access_token':'t','token_type':'bearer','expires_in':'60'} | PT1M",
        "{'access_token':'t','expires_in':60,'scope':'x'} | PT1M",
        "{'access_token':'t'} | PT1H",
        "{'access_token':'t','expires_in':0} | PT1H",
        "{'access_token':'t','expires_in':-1} | PT1H",
        "{'access_token':'t','expires_in':null} | PT1H"
      })
  void readsTheTokenAndItsLife(String body, Duration life) {
    TokenAnswer.Token token = TokenAnswer.read(body.replace('\'', '"'), connection);
    assertThat(token.token()).isEqualTo("t");
    assertThat(token.life()).isEqualTo(life);
  }

  @Test
  void soIsOneThatTheTokenTells() {
    String claims = "{\"iat\":1,\"exp\":99999999999999999}";
    String jwt =
        "e30."
            + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".x";
    TokenAnswer.Token answer = TokenAnswer.read("{\"access_token\":\"" + jwt + "\"}", connection);
    assertThat(answer.life()).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void aLifeBeyondAllBoundsIsALifeAllTheSame() {
    String body = "{\"access_token\":\"t\",\"expires_in\":9223372036854775807}";
    TokenAnswer.Token answer = TokenAnswer.read(body, connection);
    Instant now = Instant.parse("2026-03-04T09:12:44Z");
    AccessToken token =
        AccessToken.of(
            new Secret(answer.token()), now, answer.life(), Duration.ofSeconds(20), answer.facts());
    assertThat(token.isFresh(now.plus(Duration.ofDays(300)))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html> | no JSON",
        "`` | no access_token in it",
        "{} | no access_token in it",
        "[] | no access_token in it",
        "{'access_token':''} | no access_token in it",
        "{'access_token':null} | no access_token in it",
        "{'access_token':'t','token_type':'mac'} | token_type mac instead of Bearer"
      })
  void refusesWhatHoldsNoToken(String body, String fact) {
    assertThatThrownBy(() -> TokenAnswer.read(body.replace('\'', '"'), connection))
        .isInstanceOf(Fault.Transient.class)
        .hasMessage(
            "trace-crm: expected a token from https://trace.example/login, but its answer has "
                + fact
                + ". Check that this is the token endpoint.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'invalid_client'} | ` (invalid_client)`",
        "{'error':'invalid_client','error_description':'no'} | ` (invalid_client, no)`",
        "{'title':'Unauthorized','detail':'no'} | ` (Unauthorized, no)`",
        "{'error':'invalid_client','error_description':'No.\\r\\nTrace ID: 1'} | ` (invalid_client, No)`",
        "{'success':false} | ``",
        "<html> | ``",
        "`` | ``"
      })
  void givesTheReasonOfARefusal(String body, String reason) {
    assertThat(TokenAnswer.reason(body.replace('\'', '"'), new Secrets())).isEqualTo(reason);
  }

  @Test
  void butNotMoreThanASentenceOfIt() {
    String body = "{\"error\":\"x\",\"error_description\":\"" + "word ".repeat(100) + "\"}";
    assertThat(TokenAnswer.reason(body, new Secrets())).hasSize(304).endsWith("…)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'invalid_scope','error_description':'no'} | invalid_scope",
        "{'title':'Unauthorized'} | ``",
        "<html> | ``"
      })
  void givesTheErrorCodeOfARefusal(String body, String error) {
    assertThat(TokenAnswer.error(body.replace('\'', '"'))).isEqualTo(error);
  }
}
