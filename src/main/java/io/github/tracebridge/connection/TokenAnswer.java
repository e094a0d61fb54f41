package io.github.tracebridge.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secrets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a token endpoint's answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, 5</a>
 */
final class TokenAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A year, in seconds. */
  private static final long LONGEST_LIFE = 31_536_000;

  private static final int LONGEST_REASON = 300;

  private TokenAnswer() {}

  /**
   * @param token the token itself
   * @param life how long it lives: as the answer says, or the token where that is shorter
   */
  record Token(String token, Duration life, TokenFacts facts) {}

  /** The token of a successful answer. */
  static Token read(String body, ConnectionSettings connection) {
    if (connection.dialect() == Dialect.TRYTON) {
      String session = TrytonSession.read(body, connection);
      return new Token(session, connection.defaultLife(), TokenFacts.NONE);
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw unreadable(connection, "no JSON");
    }
    String token = answer.path("access_token").asText("");
    if (token.isEmpty()) {
      throw unreadable(connection, "no access_token in it");
    }
    String type = answer.path("token_type").asText("Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      throw unreadable(connection, "token_type " + type + " instead of Bearer");
    }
    TokenFacts facts = TokenFacts.of(token).and(answer);
    return new Token(token, life(answer.path("expires_in").asLong(0), facts, connection), facts);
  }

  /** A life of zero, or of no number, is one that the answer does not say. */
  private static Duration life(long seconds, TokenFacts facts, ConnectionSettings connection) {
    Duration told = bounded(facts.life());
    if (seconds <= 0) {
      return told == null ? connection.defaultLife() : told;
    }
    Duration said = Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE));
    return told == null || said.compareTo(told) < 0 ? said : told;
  }

  /** The error code of an error answer; empty where it has none. */
  static String error(String body) {
    try {
      return JSON.readTree(body).path("error").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static @Nullable Duration bounded(@Nullable Duration life) {
    Duration longest = Duration.ofSeconds(LONGEST_LIFE);
    return life == null || life.compareTo(longest) < 0 ? life : longest;
  }

  /**
   * What an error answer gives as its reason, {@code error} or {@code title}, without secrets that
   * it repeats; else empty.
   */
  static String reason(String body, Secrets secrets) {
    try {
      JsonNode answer = JSON.readTree(body);
      String error = answer.path("error").asText("");
      String detail = answer.path("error_description").asText(answer.path("detail").asText(""));
      String title = error.isEmpty() ? answer.path("title").asText("") : error;
      String reason = secrets.mask(detail.isEmpty() ? title : title + ", " + detail);
      return reason.isEmpty() ? "" : " (" + sentence(reason) + ")";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** Its first line, without a full stop: Entra ID adds lines of its own numbers. */
  private static String sentence(String reason) {
    String line = reason.lines().findFirst().orElse("").replaceFirst("[.]$", "");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }

  private static Fault unreadable(ConnectionSettings connection, String fact) {
    return new Fault.Transient(
        connection.name()
            + ": expected a token from "
            + connection.tokenEndpoint()
            + ", but its answer has "
            + fact
            + ". Check that this is the token endpoint.");
  }
}
