package io.github.tracebridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A server that answers each URL as a test has it. */
public final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;

  /** JSON, with ' for ". */
  public record Reply(int status, String body) {}

  private ScriptedServer(Function<URI, Reply> script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", call -> answer(call, script.apply(call.getRequestURI())));
    server.start();
  }

  public static ScriptedServer answering(Function<URI, Reply> script) {
    return new ScriptedServer(script);
  }

  private static void answer(HttpExchange call, Reply reply) throws IOException {
    call.getRequestBody().readAllBytes();
    byte[] body = reply.body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      call.getResponseBody().write(body);
    }
    call.close();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
