package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * What TRACE's presigned URLs point to, at a port of its own: it looks at the signature and its
 * expiry as S3 does, and refuses whoever shows in a second way who he is. Thread-safe.
 */
public final class FileStore implements HttpRequestHandler {
  private static final int KEPT = 2000;

  private final String host;
  private final Supplier<Knobs> knobs;
  private final Clock clock;
  private final Pause pause;
  private final Faults faults;
  private final Tally tally;
  private final HttpServer server;
  private final Deque<Seen> seen = new ArrayDeque<>();

  FileStore(
      String host, Supplier<Knobs> knobs, Clock clock, Pause pause, Faults faults, Tally tally) {
    this.host = host;
    this.knobs = knobs;
    this.clock = clock;
    this.pause = pause;
    this.faults = faults;
    this.tally = tally;
    this.server = Sandbox.server(host, 0, this);
  }

  /**
   * A request that came.
   *
   * @param target path and query as they came
   * @param headers by name, the last of each
   * @param status what it was answered
   */
  public record Seen(String target, Map<String, String> headers, int status) {
    public Seen {
      headers = Map.copyOf(headers);
    }
  }

  /** The newest requests, two thousand at most, the oldest first. */
  public List<Seen> seen() {
    synchronized (seen) {
      return new ArrayList<>(seen);
    }
  }

  /** The file of a key, as it stands in the URL, of the size that the knob says now. */
  public InputStream file(String key) {
    return new FileBytes(key, knobs.get().files().size());
  }

  void start() throws IOException {
    server.start();
  }

  URI uri() {
    return URI.create("http://" + host + ":" + server.getLocalPort());
  }

  void close() {
    server.close(CloseMode.IMMEDIATE);
  }

  @Override
  public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
      throws IOException {
    if (pause.isClosed()) {
      throw new ConnectionClosedException("the sandbox is closed");
    }
    tally.request(RequestKind.FILE, clock.instant());
    if (request.containsHeader("Authorization")) {
      tally.strayAuthorization();
    }
    response.setHeader("Date", Times.httpDate(clock.instant()));
    response.setHeader("Server", "AmazonS3");
    Optional<Refusal> refusal = refusal(request);
    Optional<Faults.Strike> strike = strike(refusal);
    Optional<Refusal> said = refusal.or(() -> strike.flatMap(FileStore::instead));
    int status = said.map(Refusal::status).orElse(200);
    keep(request, status);
    response.setCode(status);
    if (said.isPresent()) {
      response.setHeader("Content-Type", "application/xml");
      response.setEntity(new StringEntity(said.get().xml(), StandardCharsets.UTF_8));
    } else {
      String key = path(request);
      String type = key.endsWith(".pdf") ? "application/pdf" : "text/csv";
      response.setHeader("Content-Type", type);
      response.setHeader("Accept-Ranges", "bytes");
      int size = knobs.get().files().size();
      response.setEntity(new FileEntity(key, size, type, strike.orElse(null), pause));
    }
  }

  /** Faults are for requests that are right. */
  private Optional<Faults.Strike> strike(Optional<Refusal> refusal) {
    return refusal.isPresent()
        ? Optional.empty()
        : faults.strike(FaultKind.Stage.FILE, OptionalInt.empty());
  }

  private static Optional<Refusal> instead(Faults.Strike strike) {
    return switch (strike.kind()) {
      case FILE_EXPIRED -> Optional.of(Refusal.EXPIRED);
      case FILE_SERVER_ERROR ->
          Optional.of(new Refusal(500, "InternalError", "We encountered an internal error."));
      default -> Optional.empty();
    };
  }

  private Optional<Refusal> refusal(ClassicHttpRequest request) {
    Map<String, String> query = query(request);
    String signature = query.remove("X-Amz-Signature");
    if (request.containsHeader("Authorization") && signature != null) {
      return Optional.of(
          new Refusal(
              400,
              "InvalidArgument",
              "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
                  + " Signature query string parameter or the Authorization header should be"
                  + " specified"));
    }
    if (!request.getMethod().equals("GET")) {
      return Optional.of(Refusal.MISMATCH);
    }
    String stamp = query.getOrDefault("X-Amz-Date", "");
    if (signature == null || !stamp.matches("\\d{8}T\\d{6}Z")) {
      return Optional.of(new Refusal(403, "AccessDenied", "Access Denied"));
    }
    StringBuilder signed = new StringBuilder();
    query.forEach(
        (name, value) ->
            signed.append(signed.isEmpty() ? "" : "&").append(name).append('=').append(value));
    Header host = request.getFirstHeader("Host");
    String at = host == null ? "" : host.getValue();
    if (!Signature.of(at, path(request), signed.toString(), stamp).equals(signature)) {
      return Optional.of(Refusal.MISMATCH);
    }
    Instant end = time(stamp).plusSeconds(Long.parseLong(query.get("X-Amz-Expires")));
    return clock.instant().isBefore(end) ? Optional.empty() : Optional.of(Refusal.EXPIRED);
  }

  private static Instant time(String stamp) {
    return Instant.parse(stamp.replaceAll("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"));
  }

  private void keep(ClassicHttpRequest request, int status) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : request.getHeaders()) {
      headers.put(header.getName(), header.getValue());
    }
    synchronized (seen) {
      seen.add(new Seen(request.getPath(), headers, status));
      if (seen.size() > KEPT) {
        seen.remove();
      }
    }
  }

  private static String path(ClassicHttpRequest request) {
    return request.getPath().split("\\?", 2)[0];
  }

  /** Raw, in the order in which they came. */
  private static Map<String, String> query(ClassicHttpRequest request) {
    Map<String, String> query = new LinkedHashMap<>();
    String[] parts = request.getPath().split("\\?", 2);
    for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
      String[] both = pair.split("=", 2);
      query.put(both[0], both.length < 2 ? "" : both[1]);
    }
    return query;
  }

  /** As S3 says no. */
  private record Refusal(int status, String code, String message) {
    static final Refusal EXPIRED = new Refusal(403, "AccessDenied", "Request has expired");
    static final Refusal MISMATCH =
        new Refusal(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.");

    String xml() {
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
          + code
          + "</Code><Message>"
          + message
          + "</Message></Error>";
    }
  }
}
