package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Setting;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Cuts off an answer that does not end. The client's own timeouts are for the silence between two
 * bytes, so a server that sends one now and then would hold a call for ever. Thread-safe.
 */
public final class AnswerDeadline implements ExecChainHandler, AutoCloseable {
  private final Duration limit;
  private final ScheduledThreadPoolExecutor watch;
  private final Set<Cut> reads = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

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
    return execute(request, scope, chain, Method.isSafe(request.getMethod()));
  }

  /** The same for a request for a token: who needs one later asks again. */
  ClassicHttpResponse executeLogin(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    return execute(request, scope, chain, true);
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, boolean isRead)
      throws IOException, HttpException {
    Cut cut = new Cut(scope.execRuntime);
    if (isRead) {
      reads.add(cut);
    }
    try {
      if (isRead && stopped) {
        throw new Fault.Stopping();
      }
      ClassicHttpResponse answer = chain.proceed(request, scope);
      if (answer.getEntity() == null) {
        cut.over();
      } else {
        answer.setEntity(new Timed(answer.getEntity(), cut));
      }
      return answer;
    } catch (IOException e) {
      cut.over();
      throw cut.explain(e);
    } catch (HttpException | RuntimeException e) {
      cut.over();
      cut.requireGoing();
      throw e;
    }
  }

  /**
   * Ends what is only asked for, with {@link Fault.Stopping}, now and from now on: nothing is lost
   * by asking again later. What was sent keeps its answer (RFC 9110, 9.2.1: safe methods).
   */
  public void stopReading() {
    stopped = true;
    reads.forEach(Cut::stop);
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

  /** Ends an answer when its time is up or the process stops, beside whoever reads it. */
  private final class Cut {
    private final ExecRuntime exchange;
    private final Future<?> timer;
    private volatile boolean isLate;
    private volatile boolean isStopped;

    Cut(ExecRuntime exchange) {
      this.exchange = exchange;
      timer = watch.schedule(this::late, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void late() {
      reads.remove(this);
      isLate = true;
      exchange.discardEndpoint();
    }

    void stop() {
      isStopped = true;
      exchange.discardEndpoint();
    }

    void over() {
      timer.cancel(false);
      reads.remove(this);
    }

    void requireGoing() {
      if (isStopped) {
        throw new Fault.Stopping();
      }
    }

    IOException explain(IOException fault) {
      requireGoing();
      return isLate
          ? new IOException(
              "it did not end within " + Setting.HTTP_ANSWER_TIMEOUT.property(), fault)
          : fault;
    }
  }

  private static final class Timed extends HttpEntityWrapper {
    private final Cut cut;

    Timed(HttpEntity entity, Cut cut) {
      super(entity);
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
            cut.over();
          }
          return count;
        } catch (IOException e) {
          throw cut.explain(e);
        }
      }

      void cutOff() {
        cut.over();
        cut.exchange.discardEndpoint();
      }

      /** Reads what is left, so the timer goes on until then. */
      @Override
      public void close() throws IOException {
        try {
          in.close();
        } catch (IOException e) {
          throw cut.explain(e);
        } finally {
          cut.over();
        }
      }
    }
  }
}
