package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server whose answer begins and then goes on for ever, a byte now and then. */
final class DrippingServer implements AutoCloseable {
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ServerSocket server;
  private final String beginning;
  private final String drop;

  private DrippingServer(String beginning, String drop) {
    this.beginning = beginning;
    this.drop = drop;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "dripping-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Not even a drop comes of it. */
  static DrippingServer silent() {
    return new DrippingServer("", "");
  }

  static DrippingServer inItsHead() {
    return new DrippingServer("HTTP/1.1 200 OK\r\nX-Long: ", "x");
  }

  static DrippingServer inItsBody() {
    return new DrippingServer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ");
  }

  static DrippingServer inItsChunks() {
    return new DrippingServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Waits until a request came. */
  void awaitCall() throws InterruptedException {
    assertThat(called.await(10, TimeUnit.SECONDS)).as("a request").isTrue();
  }

  private void serve() {
    try (Socket call = server.accept()) {
      if (call.getInputStream().read() >= 0) {
        called.countDown();
      }
      OutputStream out = call.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      do {
        out.write(drop.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } while (!closed.await(20, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException e) {
      // the caller has gone, as it should
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
