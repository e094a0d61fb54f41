package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes every request, finds who answers it, counts, and sends the answer. Thread-safe. */
final class FrontDoor implements HttpRequestHandler {
  private static final int MOST_BODY = 16 * 1024 * 1024;

  private final Sandbox sandbox;
  private final LoginDesk login;
  private final LeadDesk leads;
  private final Gate gate;
  private final ControlDesk control;
  private final Tally tally;
  private final Clock clock;
  private final Pause pause;

  FrontDoor(Sandbox sandbox, Parts parts) {
    this.sandbox = sandbox;
    this.control = new ControlDesk(sandbox);
    this.tally = parts.tally();
    this.clock = parts.clock();
    this.pause = parts.pause();
    this.gate = new Gate(parts.tokens(), new QuotaBook(clock), tally, clock);
    this.login = new LoginDesk(parts.tokens(), gate, parts.faults(), tally);
    this.leads = new LeadDesk(parts.leads(), parts.tokens(), parts.faults(), tally, clock);
  }

  /** What the desks share. */
  record Parts(
      Clock clock, Pause pause, Tokens tokens, LeadBook leads, Faults faults, Tally tally) {}

  @Override
  public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
      throws HttpException, IOException {
    if (pause.isClosed()) {
      // the server does not know a connection that it accepted while it closed
      throw new ConnectionClosedException("the sandbox is closed");
    }
    Call call = call(request);
    Answer answer;
    if (call.path().startsWith(ControlDesk.PATH)) {
      answer = control.answer(call);
    } else {
      answer = trace(call);
      if (answer.delivery() != Answer.Delivery.RESET) {
        tally.status(answer.status());
      }
      pause.pause(call.knobs().answers().latency());
    }
    send(answer, response, call.knobs());
  }

  private Answer trace(Call call) {
    RequestKind kind = kind(call);
    tally.request(kind, clock.instant());
    return switch (kind) {
      case LOGIN -> login.answer(call);
      case PAGE -> read(call, leads::page);
      case DOWNLOAD -> read(call, leads::download);
      case OTHER -> other(call);
    };
  }

  private Answer read(Call call, Function<Call, Answer> answer) {
    return call.method().equals("GET")
        ? gate.protect(call, answer)
        : Errors.of(405, call.knobs()).with("Allow", "GET");
  }

  private Answer other(Call call) {
    if (call.authorization() != null) {
      tally.strayAuthorization();
    }
    return Errors.of(404, call.knobs());
  }

  private static RequestKind kind(Call call) {
    if (call.path().equals(LoginDesk.PATH)) {
      return RequestKind.LOGIN;
    }
    if (call.path().equals(call.knobs().listing().leadsPath())) {
      return RequestKind.PAGE;
    }
    return LeadDesk.isDownload(call.path(), call.knobs())
        ? RequestKind.DOWNLOAD
        : RequestKind.OTHER;
  }

  private Call call(ClassicHttpRequest request) throws HttpException, IOException {
    String target = request.getPath() == null ? "/" : request.getPath();
    int question = target.indexOf('?');
    HttpEntity entity = request.getEntity();
    String contentType = header(request, "Content-Type");
    String body =
        entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8, MOST_BODY);
    return new Call(
        request.getMethod(),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        header(request, "Authorization"),
        contentType == null ? "" : contentType,
        body,
        sandbox.knobs());
  }

  private static @Nullable String header(ClassicHttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private void send(Answer answer, ClassicHttpResponse response, Knobs knobs) {
    response.setCode(answer.delivery() == Answer.Delivery.RESET ? 200 : answer.status());
    Instant date = clock.instant().plus(knobs.answers().dateSkew());
    response.setHeader("Date", Times.httpDate(date));
    answer.headers().forEach(response::setHeader);
    response.setEntity(new AnswerEntity(answer, pause));
  }
}
