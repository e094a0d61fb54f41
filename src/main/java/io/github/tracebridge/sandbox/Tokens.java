package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Mints and verifies TRACE's access tokens: JWTs under a key of this sandbox alone. Thread-safe.
 */
final class Tokens {
  private static final int REMEMBERED = 1000;

  private final Clock clock;
  private final Jwts jwts = new Jwts("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
  private final Deque<String> newest = new ConcurrentLinkedDeque<>();
  private final SiblingTokens siblings;
  private final AtomicLong minted = new AtomicLong();
  private final AtomicLong revoked = new AtomicLong();

  Tokens(Clock clock) {
    this.clock = clock;
    this.siblings = new SiblingTokens(clock);
  }

  /** Whom a good token speaks for. */
  record Bearer(String client, List<String> scopes) {}

  /**
   * A token that is good until the life has passed, not a moment longer or shorter. Its {@code exp}
   * is in whole seconds, as servers write it, and rounded up; what counts here is the exact {@code
   * until}.
   */
  String mint(Client client, Duration life) {
    Instant now = clock.instant();
    Instant until = now.plus(life);
    ObjectNode claims = SandboxJson.MAPPER.createObjectNode();
    claims.put("sub", client.id());
    claims.put("aud", client.audience());
    claims.put("scope", String.join(" ", client.scopes()));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", Times.roundUp(until).getEpochSecond());
    claims.put("until", until.toString());
    claims.put("jti", Long.toString(minted.incrementAndGet()));
    String token = jwts.sign(claims);
    newest.add(token);
    if (minted.get() > REMEMBERED) {
      newest.poll();
    }
    return token;
  }

  /** The tokens of the systems beside TRACE, where none of TRACE's is good. */
  SiblingTokens siblings() {
    return siblings;
  }

  /** The newest thousand tokens of TRACE and the siblings' newest, oldest first in both. */
  List<String> minted() {
    return Stream.concat(newest.stream(), siblings.minted().stream()).toList();
  }

  /** From now on every token minted so far is bad. */
  void revokeAll() {
    revoked.set(minted.get());
    siblings.revokeAll();
  }

  /** Whom the token speaks for; empty if it is forged, expired, revoked or for someone else. */
  Optional<Bearer> verify(String token, LoginKnobs login) {
    return jwts.claims(token).flatMap(claims -> accept(claims, login));
  }

  /**
   * The client a token was minted for, good or not any more; empty if it is not of this sandbox.
   */
  Optional<String> client(String token) {
    return jwts.claims(token)
        .map(claims -> claims.path("sub").asText())
        .or(() -> siblings.client(token));
  }

  private Optional<Bearer> accept(JsonNode claims, LoginKnobs login) {
    String subject = claims.path("sub").asText();
    String audience = claims.path("aud").asText();
    boolean known =
        login.clients().stream()
            .anyMatch(c -> c.id().equals(subject) && c.audience().equals(audience));
    boolean live = clock.instant().isBefore(Instant.parse(claims.path("until").asText()));
    boolean valid = claims.path("jti").asLong() > revoked.get();
    return known && live && valid
        ? Optional.of(new Bearer(subject, List.of(claims.path("scope").asText().split(" "))))
        : Optional.empty();
  }
}
