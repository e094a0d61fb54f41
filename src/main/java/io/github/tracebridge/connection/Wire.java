package io.github.tracebridge.connection;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * What a connection adds to each request on the wire: it waits at the gate, carries the bearer to
 * the connection's own origins and nowhere else, and is replayed once with a new token when the
 * server answers 401. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, 3</a>
 */
final class Wire implements ExecChainHandler {
  /**
   * From here on a server is asked whether it wants a body before that is sent: a refusal that
   * comes while it is sent is lost with the connection (RFC 9110, 10.1.1).
   */
  private static final long LARGE = 1 << 20;

  private final ConnectionSettings connection;
  private final TokenHolder tokens;
  private final QuotaGate gate;
  private final Function<URI, String> purposes;
  private final ClockSkew skew;
  private final Clock clock;

  /**
   * @param purposes what a request is spent on, by its URL
   * @param skew is told of each answer
   */
  Wire(
      ConnectionSettings connection,
      TokenHolder tokens,
      QuotaGate gate,
      Function<URI, String> purposes,
      ClockSkew skew,
      Clock clock) {
    this.skew = skew;
    this.purposes = purposes;
    this.connection = connection;
    this.tokens = tokens;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    request.removeHeaders(HttpHeaders.AUTHORIZATION);
    URI url = url(request);
    if (!connection.origins().contains(ConnectionSettings.origin(url))) {
      return chain.proceed(request, scope);
    }
    String purpose = purposes.apply(url);
    if (connection.dialect() == Dialect.NONE) {
      return counted(request, gate.enter(purpose), scope, chain);
    }
    ClassicHttpRequest replay = ClassicRequestBuilder.copy(request).build();
    Admission first = admit(purpose);
    ClassicHttpResponse answer = send(request, first, scope, chain);
    if (answer.getCode() != HttpStatus.SC_UNAUTHORIZED) {
      return answer;
    }
    tokens.invalidate(first.token());
    if (request.getEntity() != null && !request.getEntity().isRepeatable()) {
      return answer;
    }
    EntityUtils.consumeQuietly(answer.getEntity());
    answer.close();
    return send(replay, admit(purpose), scope, chain);
  }

  private Admission admit(String purpose) {
    Optional<Admission> admission = Optional.empty();
    while (admission.isEmpty()) {
      admission =
          tokens
              .fresh()
              .map(token -> enter(token, purpose))
              .orElseGet(() -> tokens.renew(gate, purpose));
    }
    return admission.get();
  }

  /** Empty where the wait for the permit outlasted the token. */
  private Optional<Admission> enter(AccessToken token, String purpose) {
    QuotaGate.Permit permit = gate.enter(purpose);
    if (token.isFresh(clock.instant())) {
      return Optional.of(new Admission(token, permit));
    }
    gate.giveBack(permit);
    return Optional.empty();
  }

  private ClassicHttpResponse send(
      ClassicHttpRequest request, Admission admission, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    request.setHeader(
        HttpHeaders.AUTHORIZATION,
        connection.dialect().scheme() + " " + admission.token().value().reveal());
    return counted(request, admission.permit(), scope, chain);
  }

  private ClassicHttpResponse counted(
      ClassicHttpRequest request, QuotaGate.Permit permit, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    RateLimit limit = RateLimit.UNKNOWN;
    try {
      if (request.getEntity() != null && request.getEntity().getContentLength() > LARGE) {
        request.setHeader(HttpHeaders.EXPECT, HeaderElements.CONTINUE);
      }
      ClassicHttpResponse answer = chain.proceed(request, scope);
      skew.see(answer);
      limit = RateLimit.of(answer, gate.settings(), clock);
      return answer;
    } finally {
      gate.answered(permit, limit);
    }
  }

  private static URI url(ClassicHttpRequest request) throws HttpException {
    try {
      return request.getUri();
    } catch (URISyntaxException e) {
      throw new HttpException("not a URL", e);
    }
  }
}
