package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.jspecify.annotations.Nullable;

/** A connection that hands its socket to the answer before it is sent. Not thread-safe. */
final class SandboxConnection extends DefaultBHttpServerConnection {
  private @Nullable Socket socket;

  private SandboxConnection() {
    super("http", Http1Config.DEFAULT);
  }

  static SandboxConnection of(Socket socket) throws IOException {
    SandboxConnection connection = new SandboxConnection();
    connection.bind(socket);
    return connection;
  }

  @Override
  public void bind(Socket accepted) throws IOException {
    socket = accepted;
    super.bind(accepted);
  }

  @Override
  public void sendResponseHeader(ClassicHttpResponse response) throws HttpException, IOException {
    if (socket != null && response.getEntity() instanceof AnswerEntity answer) {
      answer.beforeHead(socket);
    }
    super.sendResponseHeader(response);
  }
}
