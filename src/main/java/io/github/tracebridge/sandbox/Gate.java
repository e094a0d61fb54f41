package io.github.tracebridge.sandbox;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before every protected answer, in this order: token, quota, scope. Thread-safe. */
final class Gate {
  static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);
  private static final String READ_LEADS = "read:leads";

  private final Tokens tokens;
  private final QuotaBook quotas;
  private final Tally tally;
  private final Clock clock;

  Gate(Tokens tokens, QuotaBook quotas, Tally tally, Clock clock) {
    this.tokens = tokens;
    this.quotas = quotas;
    this.tally = tally;
    this.clock = clock;
  }

  /** Answers the call if it may; every answer that had a good token carries the rate headers. */
  Answer protect(Call call, Function<Call, Answer> answer) {
    Optional<String> token = bearer(call);
    token.flatMap(tokens::client).ifPresent(client -> tally.tokenUse(call.kind(), client));
    return token
        .flatMap(given -> tokens.verify(given, call.knobs().login()))
        .map(good -> spend(call, good, answer))
        .orElseGet(() -> unauthorized(call.knobs()));
  }

  /** The token that a call came with; empty if none. */
  static Optional<String> bearer(Call call) {
    Matcher bearer = BEARER.matcher(call.authorization() == null ? "" : call.authorization());
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  private Answer spend(Call call, Tokens.Bearer bearer, Function<Call, Answer> answer) {
    QuotaBook.Grant grant = take(bearer.client(), call.knobs());
    if (!grant.admitted()) {
      return limited(call.knobs(), grant);
    }
    String scope = scope(call);
    Answer given = bearer.scopes().contains(scope) ? answer.apply(call) : outOfScope(call, scope);
    Map<String, String> rate = new RateHeaders(call.knobs().quota(), clock.instant()).of(grant);
    return given.withDefaults(rate);
  }

  private static String scope(Call call) {
    return switch (call.kind()) {
      case UPLOAD, CONTRACT_OPTIONS -> call.knobs().upload().scope();
      default -> READ_LEADS;
    };
  }

  private Answer outOfScope(Call call, String scope) {
    tally.wrongScope(call.kind());
    return Errors.of(403, call.knobs())
        .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }

  /** Spends one request of the client's quota and counts it. */
  QuotaBook.Grant take(String client, Knobs knobs) {
    QuotaBook.Grant grant = quotas.take(client, knobs.quota());
    tally.quota(grant);
    return grant;
  }

  Answer limited(Knobs knobs, QuotaBook.Grant grant) {
    RateHeaders headers = new RateHeaders(knobs.quota(), clock.instant());
    return Errors.of(knobs.quota().limitedStatus(), knobs)
        .with(headers.of(grant))
        .with(headers.retryAfter(grant.resetAt()));
  }

  static Answer unauthorized(Knobs knobs) {
    return Errors.of(401, knobs).with("WWW-Authenticate", INVALID_TOKEN);
  }
}
