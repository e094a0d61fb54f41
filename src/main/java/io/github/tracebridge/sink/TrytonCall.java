package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.delivery.Statuses;
import io.github.tracebridge.delivery.Verdict;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * One call of Tryton's JSON-RPC: its request, and what its answer means. Tryton answers nearly
 * every fault with status 200 and a member {@code error}, a database that is down too. Thread-safe.
 */
public final class TrytonCall {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String METHOD = "trytonMethod";
  private static final String REFUSAL = "trytonRefusal";
  private static final int LONGEST_REASON = 200;
  private static final Statuses USUAL = new Statuses(Map.of());
  private static final List<String> WRITTEN =
      List.of("party.party", "party.contact_mechanism", "party.address", "sale.opportunity");

  /** Makes the request. */
  static void prepare(Exchange exchange, String method, ArrayNode params) {
    ObjectNode request = JSON.createObjectNode().put("id", 1).put("method", method);
    request.set("params", params);
    exchange.setProperty(METHOD, method);
    exchange.removeProperty(REFUSAL);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_METHOD, "POST");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setHeader("Accept", "application/json");
    message.setBody(request.toString());
  }

  /**
   * Leaves the result as the body; where Tryton refused the record, a property says so instead.
   *
   * @throws Fault where there is neither
   */
  public void judge(
      Exchange exchange,
      @ExchangeProperty(METHOD) String method,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Body @Nullable String body) {
    if (status != 200) {
      Verdict verdict = USUAL.verdict(status, "");
      throw fault(verdict.kind(), method, verdict.reason());
    }
    JsonNode answer = parse(body);
    if (answer.has("error")) {
      refused(exchange, method, answer.path("error"));
    } else if (answer.has("result")) {
      exchange.getMessage().setBody(answer.get("result"));
    } else {
      throw fault(Verdict.Kind.UNKNOWN, method, "it answered, but not in JSON-RPC.");
    }
  }

  private static void refused(Exchange exchange, String method, JsonNode error) {
    String kind = error.path(0).asText("");
    JsonNode said = error.path(1);
    switch (kind) {
      case "UserError" ->
          refused(exchange, method, said.path(0).asText() + " " + said.path(1).asText());
      case "UserWarning" ->
          refused(exchange, method, said.path(1).asText() + " " + said.path(2).asText());
      case "LoginException" ->
          throw fault(Verdict.Kind.CLOSED, method, "it wants more than the user's password.");
      case "ConcurrencyException" ->
          throw fault(Verdict.Kind.NOT_NOW, method, "somebody else changed the record.");
      default -> throw fault(Verdict.Kind.UNKNOWN, method, broken(method, kind));
    }
  }

  /** What broke while it wrote may name the person whose lead it is. */
  private static String broken(String method, String error) {
    String line = error.lines().findFirst().orElse("").strip();
    return "it answered "
        + method
        + " with an error"
        + (isWriting(method) || line.isEmpty()
            ? "; its own log says which."
            : " (" + line.substring(0, Math.min(LONGEST_REASON, line.length())) + ").");
  }

  private static void refused(Exchange exchange, String method, String reason) {
    String sentence = "it refused " + method + ": " + reason.strip();
    if (!isWriting(method)) {
      throw fault(Verdict.Kind.CLOSED, method, sentence);
    }
    exchange.setProperty(REFUSAL, sentence);
  }

  /** A missing right looks as a record that is wrong; so what the user may do is asked for. */
  public void askRights(Exchange exchange, @ExchangeProperty(REFUSAL) String refusal) {
    ArrayNode params = JSON.createArrayNode();
    params.add(JSON.valueToTree(WRITTEN));
    params.addObject();
    prepare(exchange, "model.ir.model.access.get_access", params);
    exchange.setProperty("trytonRefused", refusal);
  }

  /**
   * Never returns.
   *
   * @throws Fault.LoginRefused where the user lacks a right
   * @throws Fault.Rejected where it is the record
   */
  public void refuse(@ExchangeProperty("trytonRefused") String refusal, @Body JsonNode rights) {
    for (String model : WRITTEN) {
      for (String right : List.of("read", "create", "write")) {
        if (!rights.path(model).path(right).asBoolean(false)) {
          throw new Fault.LoginRefused(
              "its user may not " + right + " records of " + model + ". Have that granted.");
        }
      }
    }
    throw new Fault.Rejected(refusal);
  }

  /** What only looks leaves nothing behind, whatever became of it. */
  private static Fault fault(Verdict.Kind kind, String method, String sentence) {
    return switch (kind) {
      case CLOSED -> new Fault.LoginRefused(sentence);
      case REFUSED -> new Fault.Rejected(sentence);
      case UNKNOWN, LOST ->
          isWriting(method) ? new Fault.Unknown(sentence) : new Fault.Transient(sentence);
      case NOT_NOW, DELIVERED -> new Fault.Transient(sentence);
    };
  }

  private static boolean isWriting(String method) {
    return method.endsWith(".create") || method.endsWith(".write");
  }

  private static JsonNode parse(@Nullable String body) {
    try {
      return body == null ? JSON.missingNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
