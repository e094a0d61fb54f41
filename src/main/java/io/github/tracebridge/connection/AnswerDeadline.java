package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Setting;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Cuts off an answer that does not end. The client's own timeouts are for the silence between two
 * bytes, so a server that sends one now and then would hold a call for ever. Thread-safe.
 */
public final class AnswerDeadline implements ExecChainHandler, AutoCloseable {
  private final Duration limit;
  private final ScheduledThreadPoolExecutor watch;

  /**
   * @param limit from the request to the last byte of its answer
   */
  public AnswerDeadline(Duration limit) {
    this.limit = limit;
    this.watch = new ScheduledThreadPoolExecutor(1, AnswerDeadline::daemon);
    this.watch.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "answer-deadline");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Cut cut = new Cut(scope.execRuntime);
    Future<?> timer = watch.schedule(cut, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      if (answer.getEntity() == null) {
        timer.cancel(false);
      } else {
        answer.setEntity(new Timed(answer.getEntity(), timer, cut));
      }
      return answer;
    } catch (IOException e) {
      timer.cancel(false);
      throw cut.explain(e);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  /**
   * Ends an answer that nobody wants to read on; otherwise closing it would read all the rest.
   *
   * @param body of an answer that came through a deadline; nothing happens to others
   */
  public static void cutOff(InputStream body) {
    if (body instanceof Timed.TimedStream answer) {
      answer.cutOff();
    }
  }

  /** Runs when the time is up, beside whoever reads. */
  private static final class Cut implements Runnable {
    private final ExecRuntime exchange;
    private volatile boolean made;

    Cut(ExecRuntime exchange) {
      this.exchange = exchange;
    }

    @Override
    public void run() {
      made = true;
      exchange.discardEndpoint();
    }

    IOException explain(IOException fault) {
      return made
          ? new IOException(
              "it did not end within " + Setting.HTTP_ANSWER_TIMEOUT.property(), fault)
          : fault;
    }
  }

  private static final class Timed extends HttpEntityWrapper {
    private final Future<?> timer;
    private final Cut cut;

    Timed(HttpEntity entity, Future<?> timer, Cut cut) {
      super(entity);
      this.timer = timer;
      this.cut = cut;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new TimedStream(super.getContent());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      AbstractHttpEntity.writeTo(this, out);
    }

    private final class TimedStream extends FilterInputStream {
      TimedStream(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        try {
          int count = in.read(bytes, from, length);
          if (count < 0) {
            timer.cancel(false);
          }
          return count;
        } catch (IOException e) {
          throw cut.explain(e);
        }
      }

      void cutOff() {
        timer.cancel(false);
        cut.run();
      }

      /** Reads what is left, so the timer goes on until then. */
      @Override
      public void close() throws IOException {
        try {
          in.close();
        } catch (IOException e) {
          throw cut.explain(e);
        } finally {
          timer.cancel(false);
        }
      }
    }
  }
}
