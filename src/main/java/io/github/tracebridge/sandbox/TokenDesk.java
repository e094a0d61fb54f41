package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers the siblings' token endpoints. Thread-safe. */
final class TokenDesk {
  private final SiblingTokens tokens;
  private final Faults faults;
  private final Tally tally;

  TokenDesk(SiblingTokens tokens, Faults faults, Tally tally) {
    this.tokens = tokens;
    this.faults = faults;
    this.tally = tally;
  }

  Answer answer(Call call) {
    Sibling system = Sibling.of(call.kind());
    SystemKnobs knobs = call.knobs().siblings().of(system);
    Answer answer;
    try {
      TokenRequest request = TokenRequest.of(call);
      answer = faulty(request, request.granted(knobs), knobs);
    } catch (TokenRefusal e) {
      answer = e.answer(knobs);
    }
    return answer.with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private Answer faulty(TokenRequest request, Tokens.Bearer bearer, SystemKnobs knobs)
      throws TokenRefusal {
    Optional<Faults.Strike> strike =
        faults.strike(FaultKind.Stage.SIBLING_TOKEN, OptionalInt.empty());
    if (strike.isEmpty()) {
      return token(request.system(), bearer, knobs);
    }
    return switch (strike.get().kind()) {
      case SIBLING_TOKEN_500 -> Answer.empty(500);
      case SIBLING_TOKEN_401 -> throw request.unknownClient();
      default ->
          token(request.system(), bearer, knobs)
              .delivered(Answer.Delivery.SLOW, strike.get().fault().delayOrDefault());
    };
  }

  private Answer token(Sibling system, Tokens.Bearer bearer, SystemKnobs knobs) {
    ObjectNode token = SandboxJson.MAPPER.createObjectNode();
    for (String member : system.members()) {
      switch (member) {
        case "access_token" -> token.put(member, tokens.mint(system, bearer, knobs.tokenTtl()));
        case "expires_in" -> expiresIn(token, knobs);
        case "scope" -> token.put(member, String.join(" ", bearer.scopes()));
        default -> tokenType(token, knobs.tokenType());
      }
    }
    tally.token();
    return Answer.json(200, token);
  }

  private static void expiresIn(ObjectNode token, SystemKnobs knobs) {
    long seconds = knobs.tokenTtl().toSeconds();
    switch (knobs.expiresIn()) {
      case NUMBER -> token.put("expires_in", seconds);
      case STRING -> token.put("expires_in", Long.toString(seconds));
      case ZERO -> token.put("expires_in", 0);
      case MISSING -> {}
    }
  }

  private static void tokenType(ObjectNode token, String type) {
    if (!type.isEmpty()) {
      token.put("token_type", type);
    }
  }
}
