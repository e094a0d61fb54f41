package io.github.tracebridge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server that repeats what it was sent. */
public final class EchoingServer implements AutoCloseable {
  private final HttpServer server;

  private EchoingServer(int status, String type, Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          byte[] body = answer.to(sent(call));
          if (!type.isEmpty()) {
            call.getResponseHeaders().set("Content-Type", type);
          }
          call.getResponseHeaders().set("X-Sent", authorization(call));
          call.sendResponseHeaders(status, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
  }

  private interface Answer {
    byte[] to(String sent) throws IOException;
  }

  /** A token endpoint that refuses, and says in its reason what it was sent. */
  public static EchoingServer refusing() throws IOException {
    return new EchoingServer(
        400,
        "application/json",
        sent ->
            new JsonMapper()
                .writeValueAsBytes(
                    Map.of("error", "invalid_request", "error_description", "you sent " + sent)));
  }

  /** An API that answers what it was sent, behind bytes that are no text. */
  public static EchoingServer answering(String type) throws IOException {
    return new EchoingServer(
        200,
        type,
        sent -> {
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          body.write(new byte[] {0, (byte) 0xff, '\n'});
          body.write(sent.getBytes(StandardCharsets.UTF_8));
          return body.toByteArray();
        });
  }

  private static String sent(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    return authorization(call) + " " + new String(body, StandardCharsets.UTF_8);
  }

  private static String authorization(HttpExchange call) {
    return call.getRequestHeaders().getOrDefault("Authorization", List.of("")).get(0);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
