package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers the login. Thread-safe. */
final class LoginDesk {
  static final String PATH = "/api/auth/m2m-login";

  private final Tokens tokens;
  private final Gate gate;
  private final Faults faults;
  private final Tally tally;

  LoginDesk(Tokens tokens, Gate gate, Faults faults, Tally tally) {
    this.tokens = tokens;
    this.gate = gate;
    this.faults = faults;
    this.tally = tally;
  }

  Answer answer(Call call) {
    Knobs knobs = call.knobs();
    if (!call.method().equals("POST")) {
      return Errors.of(405, knobs).with("Allow", "POST");
    }
    if (!call.contentType().startsWith("application/json")) {
      return Errors.of(415, knobs);
    }
    JsonNode body;
    try {
      body = SandboxJson.STRICT.readTree(call.body());
    } catch (JsonProcessingException e) {
      return Errors.invalid("$", "The body is not JSON.", knobs);
    }
    for (String member : new String[] {"clientId", "clientSecret", "audience"}) {
      if (!body.path(member).isTextual()) {
        return Errors.invalid(member, "The field is required.", knobs);
      }
    }
    return login(body, knobs);
  }

  private Answer login(JsonNode body, Knobs knobs) {
    Optional<Client> client =
        knobs.login().clients().stream()
            .filter(c -> c.id().equals(body.path("clientId").asText()))
            .findFirst();
    if (client.isPresent() && knobs.quota().countLogins()) {
      QuotaBook.Grant grant = gate.take(client.get().id(), knobs);
      if (!grant.admitted()) {
        return gate.limited(knobs, grant);
      }
    }
    return client
        .filter(c -> c.secret().equals(body.path("clientSecret").asText()))
        .filter(c -> c.audience().equals(body.path("audience").asText()))
        .map(c -> faulty(c, knobs))
        .orElseGet(() -> Errors.loginRefused(knobs));
  }

  private Answer faulty(Client client, Knobs knobs) {
    Optional<Faults.Strike> strike = faults.strike(FaultKind.Stage.LOGIN, OptionalInt.empty());
    if (strike.isEmpty()) {
      return token(client, knobs);
    }
    return switch (strike.get().kind()) {
      case LOGIN_500 -> Errors.of(500, knobs);
      case LOGIN_401 -> Errors.loginRefused(knobs);
      default ->
          token(client, knobs)
              .delivered(Answer.Delivery.SLOW, strike.get().fault().delayOrDefault());
    };
  }

  private Answer token(Client client, Knobs knobs) {
    Duration life = knobs.login().tokenTtl();
    String token = tokens.mint(client, life);
    tally.token();
    return Answer.json(
            200,
            Map.of("access_token", token, "token_type", "Bearer", "expires_in", life.toSeconds()))
        .with("Cache-Control", "no-store");
  }
}
