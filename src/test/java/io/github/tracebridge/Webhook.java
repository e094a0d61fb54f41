package io.github.tracebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who hears of incidents, and keeps what was said while the status was a good one. */
final class Webhook implements AutoCloseable {
  private static final String HIDDEN = "/hook/marker-of-the-webhook";

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 204;

  Webhook() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        HIDDEN,
        call -> {
          JsonNode alert = new ObjectMapper().readTree(call.getRequestBody());
          if (status < 300) {
            heard.add(alert);
          }
          call.sendResponseHeaders(status, -1);
          call.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + HIDDEN;
  }

  void answer(int code) {
    status = code;
  }

  List<JsonNode> heard() {
    return heard;
  }

  /** Such as {@code opened walk}. */
  List<String> words() {
    return heard.stream()
        .map(alert -> alert.path("event").asText() + " " + alert.path("incident").asText())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
