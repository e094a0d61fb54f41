package io.github.tracebridge.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers the siblings' APIs, where a token and its scope are good. Thread-safe. */
final class SiblingDesk {
  private final Tokens tokens;
  private final Faults faults;
  private final Tally tally;

  SiblingDesk(Tokens tokens, Faults faults, Tally tally) {
    this.tokens = tokens;
    this.faults = faults;
    this.tally = tally;
  }

  Answer answer(Call call) {
    Sibling system = Sibling.of(call.kind());
    if (!call.method().equals("GET")) {
      return Errors.of(405, call.knobs()).with("Allow", "GET");
    }
    Optional<String> token = Gate.bearer(call);
    token.flatMap(tokens::client).ifPresent(client -> tally.tokenUse(call.kind(), client));
    SystemKnobs knobs = call.knobs().siblings().of(system);
    return token
        .flatMap(given -> tokens.siblings().verify(given, system, knobs))
        .map(bearer -> faulty(system, bearer, call))
        .orElseGet(() -> unauthorized(system, call));
  }

  private Answer faulty(Sibling system, Tokens.Bearer bearer, Call call) {
    Optional<Faults.Strike> strike = faults.strike(FaultKind.Stage.SIBLING, OptionalInt.empty());
    if (strike.isEmpty()) {
      return scoped(system, bearer, call);
    }
    return switch (strike.get().kind()) {
      case SIBLING_UNAUTHORIZED -> unauthorized(system, call);
      case SIBLING_SERVER_ERROR -> Errors.of(500, call.knobs());
      default ->
          scoped(system, bearer, call)
              .delivered(Answer.Delivery.SLOW, strike.get().fault().delayOrDefault());
    };
  }

  private Answer scoped(Sibling system, Tokens.Bearer bearer, Call call) {
    if (!bearer.scopes().contains(system.scope())) {
      tally.wrongScope(call.kind());
      String challenge = "Bearer error=\"insufficient_scope\", scope=\"" + system.scope() + "\"";
      return refused(system, call, 403, "Forbidden", challenge);
    }
    try {
      return found(bearer, call);
    } catch (Query.Refused e) {
      return Errors.invalid(e.name(), String.valueOf(e.getMessage()), call.knobs());
    }
  }

  private static Answer found(Tokens.Bearer bearer, Call call) {
    int rows = call.knobs().siblings().rows();
    return switch (call.path()) {
      case Sibling.ENTITY_TYPES -> Entities.types();
      case Sibling.ENTITIES -> new Entities(rows).page(call);
      case Sibling.TEMPLATES -> new ReportTemplates(rows).page(call);
      default -> Answer.json(200, Map.of("clientId", bearer.client()));
    };
  }

  private static Answer unauthorized(Sibling system, Call call) {
    return refused(system, call, 401, "Unauthorized", Gate.INVALID_TOKEN);
  }

  private static Answer refused(
      Sibling system, Call call, int status, String title, String challenge) {
    return system == Sibling.OPEN_ESG
        ? Answer.json(status, Map.of("detail", title))
        : Errors.of(status, call.knobs()).with("WWW-Authenticate", challenge);
  }
}
