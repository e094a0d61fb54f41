package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private final TokenDesk siblingTokens;
  private final SiblingDesk siblings;
  private final LeadDesk leads;
  private final UploadDesk uploads;
  private final OptionsDesk options;
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
    this.siblingTokens = new TokenDesk(parts.tokens().siblings(), parts.faults(), tally);
    this.siblings = new SiblingDesk(parts.tokens(), parts.faults(), tally);
    this.leads = new LeadDesk(parts, sandbox::files);
    FaultAnswers instead = new FaultAnswers(clock);
    this.uploads = new UploadDesk(parts.offers(), parts.faults(), instead, tally, pause);
    this.options = new OptionsDesk(parts.offers(), parts.faults(), instead);
  }

  /** What the desks share. */
  record Parts(
      Clock clock,
      Pause pause,
      Tokens tokens,
      LeadBook leads,
      OfferBook offers,
      Faults faults,
      Tally tally) {}

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
      answer = answered(call);
      if (answer.isSent()) {
        tally.status(answer.status());
      }
      pause.pause(call.knobs().answers().latency());
    }
    send(answer, response, call.knobs());
  }

  private Answer answered(Call call) throws IOException {
    try {
      return trace(call);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Answer trace(Call call) {
    tally.request(call.kind(), clock.instant());
    return switch (call.kind()) {
      case LOGIN -> login.answer(call);
      case PAGE -> protect(call, "GET", leads::page);
      case DOWNLOAD -> protect(call, "GET", leads::download);
      case UPLOAD -> protect(call, "POST", uploads::answer);
      case FILE -> other(call); // it has a door of its own
      case CONTRACT_OPTIONS -> protect(call, "POST", options::answer);
      case DER_CONNECT_TOKEN, OPEN_ESG_TOKEN, JWT_SYSTEM_TOKEN -> siblingTokens.answer(call);
      case DER_CONNECT_API, OPEN_ESG_API, JWT_SYSTEM_API -> siblings.answer(call);
      case OTHER -> other(call);
    };
  }

  private Answer protect(Call call, String method, Function<Call, Answer> answer) {
    return call.method().equals(method)
        ? gate.protect(call, answer)
        : Errors.of(405, call.knobs()).with("Allow", method);
  }

  private Answer other(Call call) {
    if (call.authorization() != null) {
      tally.strayAuthorization();
    }
    return Errors.of(404, call.knobs());
  }

  private static RequestKind kind(String path, Knobs knobs) {
    if (path.equals(LoginDesk.PATH)) {
      return RequestKind.LOGIN;
    }
    if (path.equals(knobs.listing().leadsPath())) {
      return RequestKind.PAGE;
    }
    if (TariffKind.at(path, knobs).isPresent()) {
      return RequestKind.UPLOAD;
    }
    if (OptionsDesk.isAt(path, knobs)) {
      return RequestKind.CONTRACT_OPTIONS;
    }
    if (LeadDesk.isDownload(path, knobs)) {
      return RequestKind.DOWNLOAD;
    }
    return Sibling.kind(path).orElse(RequestKind.OTHER);
  }

  private Call call(ClassicHttpRequest request) throws HttpException, IOException {
    String target = request.getPath() == null ? "/" : request.getPath();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Knobs knobs = sandbox.knobs();
    RequestKind kind = kind(path, knobs);
    HttpEntity entity = request.getEntity();
    boolean streamed = kind == RequestKind.UPLOAD;
    String contentType = header(request, "Content-Type");
    String host = header(request, "Host");
    return new Call(
        kind,
        request.getMethod(),
        path,
        question < 0 ? "" : target.substring(question + 1),
        host == null ? "127.0.0.1" : host,
        header(request, "Authorization"),
        contentType == null ? "" : contentType,
        streamed || entity == null ? "" : text(entity),
        streamed && entity != null ? entity.getContent() : InputStream.nullInputStream(),
        knobs);
  }

  private static String text(HttpEntity entity) throws HttpException, IOException {
    return EntityUtils.toString(entity, StandardCharsets.UTF_8, MOST_BODY);
  }

  private static @Nullable String header(ClassicHttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private void send(Answer answer, ClassicHttpResponse response, Knobs knobs) {
    response.setCode(answer.isSent() ? answer.status() : 200);
    Instant date = clock.instant().plus(knobs.answers().dateSkew());
    response.setHeader("Date", Times.httpDate(date));
    answer.headers().forEach(response::setHeader);
    response.setEntity(new AnswerEntity(answer, pause));
  }
}
