package io.github.tracebridge.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Reads a token endpoint's answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, 5</a>
 */
final class TokenAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LONGEST_REASON = 300;

  private TokenAnswer() {}

  /**
   * @param token the token itself
   * @param life how long it lives: as the answer says, or the token where that is shorter
   */
  record Token(String token, Duration life, TokenFacts facts) {}

  /**
   * The token of a successful answer.
   *
   * @param askedAt from when it lives at the earliest
   */
  static Token read(String body, ConnectionSettings connection, Instant askedAt, Secrets secrets) {
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
      throw unreadable(connection, "no access_token in it" + reason(body, secrets));
    }
    String type = answer.path("token_type").asText("Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      throw unreadable(connection, "token_type " + type + " instead of Bearer");
    }
    TokenFacts facts = TokenFacts.of(token).and(answer, askedAt);
    Duration told = facts.life();
    return new Token(token, told == null ? connection.defaultLife() : told, facts);
  }

  /** The error code of an error answer; empty where it has none. */
  static String error(String body) {
    try {
      return JSON.readTree(body).path("error").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /**
   * What an error answer gives as its reason, {@code error} or {@code title} and in words, without
   * secrets that it repeats; else empty. An error may be an object of its own.
   */
  static String reason(String body, Secrets secrets) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode answer = root.isArray() ? root.path(0) : root;
      JsonNode error = answer.path("error");
      String title = first(error, error.path("code"), error.path("status"), answer.path("title"));
      String detail =
          first(
              answer.path("error_description"),
              answer.path("detail"),
              answer.path("message"),
              error.path("message"));
      String separator = title.isEmpty() || detail.isEmpty() ? "" : ", ";
      String reason = sentence(secrets.mask(title + separator + detail));
      return reason.isEmpty() ? "" : " (" + reason + ")";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String first(JsonNode... texts) {
    return Stream.of(texts)
        .filter(JsonNode::isTextual)
        .map(text -> text.textValue().strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Its first line, without a full stop: Entra ID adds lines of its own numbers. */
  private static String sentence(String reason) {
    String line =
        reason
            .lines()
            .findFirst()
            .orElse("")
            .replaceAll("\\p{Cntrl}+", " ")
            .strip()
            .replaceFirst("[.]$", "");
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
