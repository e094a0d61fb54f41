package io.github.tracebridge.connection;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server elsewhere that keeps the headers of what it gets. */
final class RecordingServer implements AutoCloseable {
  final List<Headers> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private RecordingServer(int status, String location) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        call -> {
          requests.add(call.getRequestHeaders());
          if (!location.isEmpty()) {
            call.getResponseHeaders().set("Location", location);
          }
          call.sendResponseHeaders(status, -1);
          call.close();
        });
    server.start();
  }

  static RecordingServer answering(int status) {
    return new RecordingServer(status, "");
  }

  static RecordingServer redirectingTo(URI location) {
    return new RecordingServer(302, location.toString());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
