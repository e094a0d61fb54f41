package io.github.tracebridge;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A token endpoint that refuses, and repeats what it was sent in its reason. */
final class EchoingLogin implements AutoCloseable {
  private final HttpServer server;

  EchoingLogin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          String sent = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String said = "you sent " + sent.replace('"', '\'');
          byte[] body =
              ("{\"error\":\"invalid_request\",\"error_description\":\"" + said + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(400, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
