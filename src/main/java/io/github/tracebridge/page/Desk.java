package io.github.tracebridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.ops.Actions;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status page, what it asks for and does, and Jolokia, on Camel's management server. Jolokia is
 * not left to Camel, for whom there is a moment without a guard. Thread-safe.
 */
public final class Desk {
  private static final long LONGEST_BODY = 1 << 16;
  private static final int SMALL = 1000;

  /** Where a quality of 0 is named, it is not taken (RFC 9110, 12.5.3). */
  private static final Pattern GZIP =
      Pattern.compile("(?i)\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  private static final String OF_ANOTHER_SITE = "this is for no page of another site";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> FILES =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/page.css", "text/css; charset=utf-8",
          "/page.js", SCRIPT,
          "/view.js", SCRIPT,
          "/standing.js", SCRIPT,
          "/charts.js", SCRIPT,
          "/words.js", SCRIPT,
          "/dom.js", SCRIPT,
          "/theme.js", SCRIPT);

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final ObjectMapper json = new ObjectMapper();
  private final Guard guard;
  private final StatusJson status;
  private final Receipts receipts;
  private final Actions actions;

  /** What there is to read of an offer file. */
  public interface Receipts {
    /** Empty where there is nothing. */
    Optional<String> of(long number);
  }

  /**
   * @param steady a clock that never jumps
   */
  public Desk(
      Password password, StatusJson status, Receipts receipts, Actions actions, Clock steady) {
    this.guard = new Guard(password, steady);
    this.status = status;
    this.receipts = receipts;
    this.actions = actions;
  }

  /** Opens it where there is a management server. */
  public void open(CamelContext camel) {
    ManagementHttpServer server = camel.hasService(ManagementHttpServer.class);
    if (server == null) {
      return;
    }
    Router router = server.getRouter();
    FILES.forEach(
        (path, type) -> {
          byte[] file = read(path.equals("/") ? "/page.html" : path);
          router.get(path).handler(looking(context -> send(context, 200, type, file)));
        });
    router.get("/status.json").blockingHandler(looking(this::status), false);
    router.get("/receipt/:number").blockingHandler(looking(this::receipt), false);
    BodyHandler body = BodyHandler.create(false).setBodyLimit(LONGEST_BODY);
    router.post("/login").handler(body).blockingHandler(this::login, false);
    router.post("/logout").handler(this::logout);
    router.post("/act").handler(body).blockingHandler(this::act, false);
    router.route("/observe/jolokia/*").handler(this::requirePassword);
    router.route("/observe/jolokia/*").handler(body).blockingHandler(new Jolokia(camel), false);
    router.route().failureHandler(this::failed);
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(Desk.class.getResourceAsStream("/page" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Handler<RoutingContext> looking(Handler<RoutingContext> then) {
    return context -> {
      if (guard.mayLook(context.request())) {
        then.handle(context);
      } else {
        askForPassword(context);
      }
    };
  }

  private void requirePassword(RoutingContext context) {
    if (Guard.isOfAnotherSite(context.request())) {
      refuse(context, 403, OF_ANOTHER_SITE);
    } else if (!Jolokia.isOurs(context.request())) {
      refuse(
          context, 403, "what acts is a POST of " + JSON + ", which no other site's page can send");
    } else if (guard.mayActByPassword(context.request())) {
      context.next();
    } else {
      askForPassword(context);
    }
  }

  private void askForPassword(RoutingContext context) {
    if (guard.isClosedTo(context.request())) {
      refuseForNow(context);
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"tracebridge\"");
    refuse(context, 401, "user " + Guard.USER + " and the password of " + Password.FILE);
  }

  private void refuseForNow(RoutingContext context) {
    context.response().putHeader("Retry-After", "" + WrongPasswords.PENANCE.toSeconds());
    refuse(context, 429, "five passwords were wrong: try again in half a minute");
  }

  private void status(RoutingContext context) {
    send(context, 200, JSON, bytes(status.now(guard.token(context.request()).orElse(null))));
  }

  private void receipt(RoutingContext context) {
    String number = context.pathParam("number");
    (number.matches("\\d{1,18}") ? receipts.of(Long.parseLong(number)) : Optional.<String>empty())
        .ifPresentOrElse(
            text -> send(context, 200, TEXT, text.getBytes(StandardCharsets.UTF_8)),
            () -> refuse(context, 404, "there is nothing to read of file " + number));
  }

  private void login(RoutingContext context) {
    if (Guard.isOfAnotherSite(context.request())) {
      refuse(context, 403, OF_ANOTHER_SITE);
      return;
    }
    if (guard.isClosedTo(context.request())) {
      refuseForNow(context);
      return;
    }
    guard
        .signIn(context.request(), body(context).path("password").asText())
        .ifPresentOrElse(
            cookie -> {
              context.response().addCookie(cookie);
              send(context, 200, JSON, bytes(Map.of()));
            },
            () -> refuse(context, 401, "that is not the password"));
  }

  private void logout(RoutingContext context) {
    guard.signOut(context.request());
    send(context, 200, JSON, bytes(Map.of()));
  }

  private void act(RoutingContext context) {
    if (Guard.isOfAnotherSite(context.request())) {
      refuse(context, 403, OF_ANOTHER_SITE);
      return;
    }
    if (!guard.mayActBySession(context.request())) {
      refuse(context, 403, "sign in first");
      return;
    }
    JsonNode what = body(context);
    try {
      String said =
          actions.run(
              what.path("bean").asText(),
              what.path("operation").asText(),
              what.path("value").asText());
      send(context, 200, JSON, bytes(Map.of("said", said)));
    } catch (RuntimeException e) {
      refuse(context, 409, String.valueOf(e.getMessage()));
    }
  }

  /** What nobody answered, such as what a browser does not send. */
  private void failed(RoutingContext context) {
    int code = Math.max(context.statusCode(), 400);
    if (code >= 500) {
      LOG.warn("{} was not answered: {}", context.request().path(), "" + context.failure());
    }
    refuse(context, code, HttpResponseStatus.valueOf(code).reasonPhrase());
  }

  private JsonNode body(RoutingContext context) {
    try {
      return json.readTree(context.body().buffer().getBytes());
    } catch (IOException | RuntimeException e) {
      return json.createObjectNode();
    }
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuse(RoutingContext context, int code, String why) {
    send(context, code, JSON, bytes(Map.of("error", why)));
  }

  private static void send(RoutingContext context, int code, String type, byte[] body) {
    HttpServerResponse response = context.response().setStatusCode(code);
    response.putHeader("Content-Type", type);
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    response.putHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    if (takesGzip(context) && body.length > SMALL) {
      response.putHeader("Content-Encoding", "gzip").putHeader("Vary", "Accept-Encoding");
      response.end(Buffer.buffer(gzip(body)));
    } else {
      response.end(Buffer.buffer(body));
    }
  }

  private static boolean takesGzip(RoutingContext context) {
    String taken = context.request().getHeader("Accept-Encoding");
    return taken != null && GZIP.matcher(taken).find();
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(small)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return small.toByteArray();
  }
}
