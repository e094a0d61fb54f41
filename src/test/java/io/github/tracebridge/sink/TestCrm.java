package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A CRM: {@code PUT /leads/ID} writes one, {@code POST /leads} makes a new one, {@code POST /batch}
 * writes several or refuses all of them, {@code GET /leads?ref=ID} looks one up.
 */
public final class TestCrm implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  public final Map<String, JsonNode> byId = new ConcurrentHashMap<>();
  public final List<String> made = Collections.synchronizedList(new ArrayList<>());
  public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  public volatile Predicate<JsonNode> refuses = lead -> false;
  public volatile Function<JsonNode, String> why =
      lead -> message("unwanted: " + lead.at("/contact/email").asText());
  public volatile Next next = request -> Reply.GOOD;

  /** What is said instead of a good answer, after the deed; null: nothing else is. */
  public volatile @Nullable String body;

  /** What is said to a look-up, by whether the lead is there; null: a list. */
  public volatile @Nullable Function<Boolean, String> found;

  /** What came in. */
  public record Request(
      String method, String target, Map<String, List<String>> headers, String body) {}

  /** How a request is answered. */
  public enum Reply {
    GOOD,
    BUSY,
    BROKEN,
    DENIED,
    LOST
  }

  public interface Next {
    Reply to(Request request);
  }

  public TestCrm() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Faults so many times, one after the other. */
  public static Next first(int times, Reply reply) {
    AtomicInteger left = new AtomicInteger(times);
    return request -> left.getAndDecrement() > 0 ? reply : Reply.GOOD;
  }

  /** An answer that tells people something. */
  public static String message(String text) {
    return JSON.createObjectNode().put("message", text).toString();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body);
      requests.add(request);
      switch (next.to(request)) {
        case BUSY -> send(exchange, 503, "{}");
        case BROKEN -> send(exchange, 500, "{\"error\":\"internal\"}");
        case DENIED -> send(exchange, 401, "{}");
        case LOST -> answer(request);
        case GOOD -> {
          Map.Entry<Integer, String> answer = answer(request);
          String instead = request.method().equals("GET") ? null : this.body;
          send(exchange, answer.getKey(), instead == null ? answer.getValue() : instead);
        }
      }
    }
  }

  private Map.Entry<Integer, String> answer(Request request) throws IOException {
    if (request.method().equals("GET")) {
      String id = request.target().substring(request.target().indexOf("ref=") + 4);
      boolean there = made.contains(id) || byId.containsKey(id);
      Function<Boolean, String> own = found;
      if (own != null) {
        return Map.entry(200, own.apply(there));
      }
      return Map.entry(200, there ? "[{\"ref\":\"" + id + "\"}]" : "[]");
    }
    JsonNode record = JSON.readTree(request.body());
    if (request.target().startsWith("/batch")) {
      for (JsonNode lead : record) {
        if (refuses.test(lead)) {
          return Map.entry(422, "{\"message\":\"no\"}");
        }
      }
      record.forEach(lead -> byId.put(lead.path("id").asText(), lead));
      return Map.entry(200, "{}");
    }
    if (refuses.test(record)) {
      return Map.entry(422, why.apply(record));
    }
    if (request.method().equals("POST")) {
      made.add(record.path("id").asText());
      return Map.entry(201, "{}");
    }
    byId.put(request.target().substring("/leads/".length()), record);
    return Map.entry(200, "{}");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
