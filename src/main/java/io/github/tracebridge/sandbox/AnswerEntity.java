package io.github.tracebridge.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, which can ruin its own connection. Used by one connection's thread alone.
 */
final class AnswerEntity extends AbstractHttpEntity {
  private static final int DRIPS = 20;

  private final Answer answer;
  private final Pause pause;
  private @Nullable Socket socket;

  AnswerEntity(Answer answer, Pause pause) {
    super(answer.contentType().isEmpty() ? null : answer.contentType(), null, chunked(answer));
    this.answer = answer;
    this.pause = pause;
  }

  private static boolean chunked(Answer answer) {
    return answer.delivery() == Answer.Delivery.CHUNKED
        || answer.delivery() == Answer.Delivery.CUT_CHUNKED;
  }

  /** Called before the head of the answer is written; ends the connection if there is none. */
  void beforeHead(Socket connection) throws IOException {
    socket = connection;
    if (!answer.isSent()) {
      if (answer.delivery() == Answer.Delivery.RESET) {
        connection.setSoLinger(true, 0);
      }
      connection.close();
      throw new ConnectionClosedException("ended on purpose");
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    switch (answer.delivery()) {
      case CUT, CUT_CHUNKED -> cut(out);
      case SLOW -> drip(out);
      default -> out.write(answer.body());
    }
  }

  private void cut(OutputStream out) throws IOException {
    out.write(answer.body(), 0, answer.body().length / 2);
    out.flush();
    if (socket != null) {
      socket.close();
    }
    throw new ConnectionClosedException("cut on purpose");
  }

  private void drip(OutputStream out) throws IOException {
    byte[] body = answer.body();
    Duration gap = answer.delay().dividedBy(DRIPS);
    for (int i = 0; i < DRIPS; i++) {
      pause.pause(gap);
      int from = (int) ((long) body.length * i / DRIPS);
      int to = (int) ((long) body.length * (i + 1) / DRIPS);
      out.write(body, from, to - from);
      out.flush();
    }
  }

  @Override
  public long getContentLength() {
    return chunked(answer) ? -1 : answer.body().length;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public void close() {
    // Holds nothing that needs closing.
  }
}
