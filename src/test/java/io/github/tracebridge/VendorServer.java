package io.github.tracebridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Token endpoints and APIs of Salesforce, Microsoft Entra ID with Graph, and HubSpot, as their
 * public pages describe them; whatever is asked for in another way is refused.
 */
final class VendorServer implements AutoCloseable {
  static final String CLIENT = "22222222-3333-4444-5555-666666666666";
  static final String SECRET = "vendor~secret+7%Q";
  static final String TENANT = "11111111-2222-3333-4444-555555555555";
  static final String HUBSPOT_TOKEN = "pat-eu1-66666666-7777-8888-9999-000000000000";

  /** One with dots is no JWT all the same. */
  private static final String SALESFORCE_TOKEN = "00D5g000004XyZ!AQ8AQ.fN3x_kz.T0r9";

  private static final String GRAPH = "https://graph.microsoft.com";
  private static final String GRAPH_TOKEN =
      "eyJ0eXAiOiJKV1QifQ."
          + Base64.getUrlEncoder()
              .encodeToString(
                  "{\"aud\":\"%s\",\"iat\":1772615564,\"exp\":1772619464}"
                      .formatted(GRAPH)
                      .getBytes(StandardCharsets.UTF_8))
          + ".c2ln";

  /** What was asked for, in its order, with the status of the answer. */
  final List<String> answered = new CopyOnWriteArrayList<>();

  /** What Salesforce says of where its API is. */
  volatile String instance;

  private final HttpServer server;

  private record Reply(int status, String body) {}

  VendorServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    instance = uri().toString();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange call) throws IOException {
    String asked = call.getRequestMethod() + " " + call.getRequestURI();
    Reply reply =
        switch (asked) {
          case "POST /services/oauth2/token" -> salesforceToken(form(call));
          case "GET /services/data/v60.0/limits" -> salesforce(bearer(call));
          case "POST /" + TENANT + "/oauth2/v2.0/token" -> entraToken(form(call));
          case "GET /v1.0/organization" -> graph(bearer(call));
          case "GET /account-info/v3/details" -> hubspot(bearer(call));
          default -> new Reply(404, "{}");
        };
    answered.add(asked + " " + reply.status);
    byte[] body = reply.body.replace('\'', '"').replace('`', '\'').getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    call.sendResponseHeaders(reply.status, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  /** Of a form that comes without any other credentials; else nothing. */
  private static Map<String, String> form(HttpExchange call) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = String.valueOf(call.getRequestHeaders().getFirst("Content-Type"));
    if (type.equals("application/x-www-form-urlencoded")
        && !call.getRequestHeaders().containsKey("Authorization")) {
      for (String field : body.split("&")) {
        String[] parts = field.split("=", 2);
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private static String bearer(HttpExchange call) {
    String sent = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
    return sent.startsWith("Bearer ") ? sent.substring("Bearer ".length()) : "";
  }

  private Reply salesforceToken(Map<String, String> form) {
    String secret = form.remove("client_secret");
    if (!form.equals(Map.of("grant_type", "client_credentials", "client_id", CLIENT))) {
      return new Reply(400, "{'error':'invalid_request','error_description':'not as described'}");
    }
    if (!SECRET.equals(secret)) {
      return new Reply(
          400, "{'error':'invalid_client','error_description':'invalid client credentials'}");
    }
    return new Reply(
        200,
        """
        {'access_token':'%s','signature':'3kq0Zm2uWq0=','scope':'api','instance_url':'%s',
         'id':'https://login.salesforce.com/id/00D5g000004XyZEA0/0055g00000AbCdEAF',
         'token_type':'Bearer','issued_at':'1772615564123'}"""
            .formatted(SALESFORCE_TOKEN, instance));
  }

  private static Reply salesforce(String bearer) {
    return bearer.equals(SALESFORCE_TOKEN)
        ? new Reply(200, "{'DailyApiRequests':{'Max':15000,'Remaining':14998}}")
        : new Reply(
            401, "[{'message':'Session expired or invalid','errorCode':'INVALID_SESSION_ID'}]");
  }

  private static Reply entraToken(Map<String, String> form) {
    String secret = form.remove("client_secret");
    if (!form.equals(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            CLIENT,
            "scope",
            GRAPH + "/.default"))) {
      return entraError(400, "invalid_request", 900144, "not as described");
    }
    if (!SECRET.equals(secret)) {
      return entraError(
          401,
          "invalid_client",
          7000215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client"
              + " secret value, not the client secret ID, for a secret added to app `"
              + CLIENT
              + "`.");
    }
    return new Reply(
        200,
        "{'token_type':'Bearer','expires_in':3599,'ext_expires_in':3599,'access_token':'%s'}"
            .formatted(GRAPH_TOKEN));
  }

  private static Reply entraError(int status, String error, int code, String words) {
    return new Reply(
        status,
        """
        {'error':'%s','error_description':'AADSTS%d: %s\\r\\nTrace ID: 6f1\\r\\nCorrelation ID: 7e2\
        \\r\\nTimestamp: 2026-03-04 09:12:44Z','error_codes':[%d],'timestamp':'2026-03-04 09:12:44Z',
         'trace_id':'6f1','correlation_id':'7e2',
         'error_uri':'https://login.microsoftonline.com/error?code=%d'}"""
            .formatted(error, code, words, code, code));
  }

  private static Reply graph(String bearer) {
    return bearer.equals(GRAPH_TOKEN)
        ? new Reply(200, "{'value':[{'id':'%s'}]}".formatted(TENANT))
        : new Reply(
            401,
            "{'error':{'code':'InvalidAuthenticationToken','message':'Access token is empty.'}}");
  }

  private static Reply hubspot(String bearer) {
    return bearer.equals(HUBSPOT_TOKEN)
        ? new Reply(200, "{'portalId':123456,'accountType':'STANDARD','timeZone':'Europe/Berlin'}")
        : new Reply(
            401,
            """
            {'status':'error','message':'Authentication credentials not found.',
             'correlationId':'019d7712-d98f-7622-ad7a-045a0bcb177b',
             'category':'INVALID_AUTHENTICATION'}""");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
