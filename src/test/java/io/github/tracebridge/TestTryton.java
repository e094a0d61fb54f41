package io.github.tracebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What Tryton does with a session, a look-up, a create and a write, and with what goes wrong. */
final class TestTryton implements AutoCloseable {
  static final String PASSWORD = "tryton-password";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SESSION =
      "Session "
          + Base64.getEncoder()
              .encodeToString("tracebridge:7:0a1b2c".getBytes(StandardCharsets.UTF_8));

  private final HttpServer server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final AtomicInteger ids = new AtomicInteger();
  final Map<Integer, ObjectNode> parties = new ConcurrentHashMap<>();
  final Map<Integer, ObjectNode> opportunities = new ConcurrentHashMap<>();
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final Set<String> odd = Collections.synchronizedSet(new TreeSet<>());
  volatile Function<String, Reply> next = method -> Reply.GOOD;
  volatile boolean mayWrite = true;

  /** How a call is answered. */
  enum Reply {
    GOOD,
    /** Status 200, and a member error. */
    DATABASE_DOWN,
    USER_ERROR,
    /** Done, but the answer does not come. */
    LOST,
    /** The answer does not come, and it is done a second later. */
    LOST_AND_LATE
  }

  TestTryton() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/crm/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String method = request.path("method").asText();
      if (!request.path("params").isArray() || request.size() != 3 || !request.has("id")) {
        odd.add("not as Tryton wants it: " + method);
      }
      String session = exchange.getRequestHeaders().getFirst("Authorization");
      boolean isLogin = method.equals("common.db.login");
      if (isLogin ? session != null : !SESSION.equals(session)) {
        odd.add(method + " by " + session);
      }
      calls.add(method);
      switch (next.apply(method)) {
        case GOOD -> send(exchange, result(method, request.path("params")));
        case DATABASE_DOWN -> send(exchange, error("Database 'crm' doesn't exist!", ""));
        case USER_ERROR -> send(exchange, userError());
        case LOST -> result(method, request.path("params"));
        case LOST_AND_LATE ->
            threads.schedule(
                () -> result(method, request.path("params")), 1500, TimeUnit.MILLISECONDS);
      }
    }
  }

  private JsonNode result(String method, JsonNode params) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = JSON.createArrayNode();
    JsonNode first = params.path(0).path(0);
    switch (method) {
      case "common.db.login" -> {
        return params.path(1).path("password").asText().equals(PASSWORD)
            ? answer.set("result", list.add(7).add("0a1b2c"))
            : error("LoginException", "password");
      }
      case "model.res.user.get_preferences" -> answer.putObject("result").put("company", 1);
      case "model.ir.model.access.get_access" -> answer.set("result", rights(params.path(0)));
      case "model.party.party.search_read" -> answer.set("result", found(parties, first));
      case "model.sale.opportunity.search_read" ->
          answer.set("result", found(opportunities, first));
      case "model.party.party.create" -> {
        return isTaken(first) ? userError() : answer.set("result", list.add(put(parties, first)));
      }
      case "model.sale.opportunity.create" ->
          answer.set("result", list.add(put(opportunities, first)));
      case "model.party.party.write" -> write(parties, params, answer);
      case "model.sale.opportunity.write" -> write(opportunities, params, answer);
      default -> odd.add("no such method: " + method);
    }
    return answer;
  }

  private JsonNode rights(JsonNode models) {
    ObjectNode rights = JSON.createObjectNode();
    models.forEach(
        model ->
            rights
                .putObject(model.asText())
                .put("read", 1)
                .put("create", mayWrite ? 1 : 0)
                .put("write", true));
    return rights;
  }

  private static JsonNode found(Map<Integer, ObjectNode> table, JsonNode clause) {
    ArrayNode rows = JSON.createArrayNode();
    table.values().stream()
        .filter(row -> row.path(clause.path(0).asText()).equals(clause.path(2)))
        .limit(1)
        .forEach(rows::add);
    return rows;
  }

  private boolean isTaken(JsonNode party) {
    return parties.values().stream().anyMatch(row -> row.path("code").equals(party.path("code")));
  }

  private int put(Map<Integer, ObjectNode> table, JsonNode values) {
    int id = ids.incrementAndGet();
    table.put(id, ((ObjectNode) values.deepCopy()).put("id", id));
    return id;
  }

  private static void write(Map<Integer, ObjectNode> table, JsonNode params, ObjectNode answer) {
    table.get(params.path(0).path(0).asInt()).setAll((ObjectNode) params.path(1));
    answer.putNull("result");
  }

  private static JsonNode userError() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("error").add("UserError").addArray().add("Not valid.").add("").addNull();
    return answer;
  }

  private static JsonNode error(String kind, String said) {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("error").add(kind).add(said);
    return answer;
  }

  private static void send(HttpExchange exchange, JsonNode answer) throws IOException {
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
