package io.github.tracebridge.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Tryton's login. A session costs the server one look at the password, where HTTP Basic costs it
 * one each request.
 */
final class TrytonSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REASON = 200;

  private TrytonSession() {}

  /** The request's body. */
  static String login(String user, String password) {
    ObjectNode request = JSON.createObjectNode().put("id", 0).put("method", "common.db.login");
    request.putArray("params").add(user).addObject().put("password", password);
    return request.toString();
  }

  /**
   * What its requests carry: name, id and key. Errors come with status 200 too.
   *
   * @throws Fault.LoginRefused where Tryton wants more than a password
   * @throws Fault.Transient where there is no session in the answer
   */
  static String read(String body, ConnectionSettings connection) {
    JsonNode answer = parse(body);
    JsonNode session = answer.path("result");
    if (!session.path(0).isInt() || !session.path(1).isTextual()) {
      throw refusal(connection, answer.path("error"));
    }
    String text =
        connection.clientId() + ":" + session.path(0).asInt() + ":" + session.path(1).asText();
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Fault refusal(ConnectionSettings connection, JsonNode error) {
    String at = connection.name() + ": " + connection.tokenEndpoint();
    String kind = error.path(0).asText("");
    if (kind.equals("LoginException")) {
      return new Fault.LoginRefused(
          at
              + " wants more than a password of user "
              + connection.clientId()
              + ". Let that user log in by password alone.");
    }
    String reason = kind.lines().findFirst().orElse("no session in its answer");
    return new Fault.Transient(
        at
            + " gave no session ("
            + reason.substring(0, Math.min(LONGEST_REASON, reason.length()))
            + "). Check that Tryton and its database are up.");
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
