package io.github.tracebridge.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A server that answers very much. */
final class LargeAnswer implements AutoCloseable {
  private static final byte[] PIECE = new byte[1 << 16];
  private final HttpServer server;

  private LargeAnswer(HttpServer server) {
    this.server = server;
  }

  /**
   * @param sized whether the answer says before how long it is
   */
  static LargeAnswer of(int size, boolean sized) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(200, sized ? size : 0);
          try (OutputStream out = call.getResponseBody()) {
            for (int written = 0; written < size; written += PIECE.length) {
              out.write(PIECE);
            }
          }
        });
    server.start();
    return new LargeAnswer(server);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
