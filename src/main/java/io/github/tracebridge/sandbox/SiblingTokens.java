package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Mints and verifies the siblings' access tokens, each in its system's form. Thread-safe; its lock
 * is the object itself.
 */
final class SiblingTokens {
  private static final int REMEMBERED = 1000;
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Jwts jwts = new Jwts("{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
  private final Map<String, Grant> grants = new LinkedHashMap<>();

  SiblingTokens(Clock clock) {
    this.clock = clock;
  }

  private record Grant(Sibling system, Tokens.Bearer bearer, Instant until) {}

  /** A token that is good for one system alone until the life has passed. */
  synchronized String mint(Sibling system, Tokens.Bearer bearer, Duration life) {
    Instant now = clock.instant();
    Instant until = now.plus(life);
    String token =
        switch (system) {
          case DER_CONNECT -> jwts.sign(claims(bearer, now, until));
          case OPEN_ESG -> letters(30);
          case JWT_SYSTEM -> Base64.getEncoder().encodeToString(bytes(32));
        };
    forgetOld(now);
    grants.put(token, new Grant(system, bearer, until));
    return token;
  }

  /** Of what is bad by now the newest are kept, so that their use is still known. */
  private void forgetOld(Instant now) {
    var eldest = grants.values().iterator();
    while (grants.size() >= REMEMBERED && !now.isBefore(eldest.next().until())) {
      eldest.remove();
    }
  }

  /** As ForgeRock AM writes them, which DER Connect's path is one of. */
  private ObjectNode claims(Tokens.Bearer bearer, Instant now, Instant until) {
    ObjectNode claims = SandboxJson.MAPPER.createObjectNode();
    claims.put("sub", bearer.client());
    claims.put("aud", bearer.client());
    claims.put("tokenName", "access_token");
    claims.put("realm", "/difesp");
    bearer.scopes().forEach(claims.putArray("scope")::add);
    claims.put("nbf", now.getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", Times.roundUp(until).getEpochSecond());
    claims.put("jti", letters(27));
    return claims;
  }

  /** Whom the token speaks for; empty if it is forged, expired, revoked or another system's. */
  synchronized Optional<Tokens.Bearer> verify(String token, Sibling system, SystemKnobs knobs) {
    return Optional.ofNullable(grants.get(token))
        .filter(grant -> grant.system() == system)
        .filter(grant -> clock.instant().isBefore(grant.until()))
        .map(Grant::bearer)
        .filter(bearer -> knobs.clients().stream().anyMatch(c -> c.id().equals(bearer.client())));
  }

  /** The client a token was minted for, good or not any more. */
  synchronized Optional<String> client(String token) {
    return Optional.ofNullable(grants.get(token)).map(grant -> grant.bearer().client());
  }

  /** The newest tokens, oldest first. */
  synchronized List<String> minted() {
    return new ArrayList<>(grants.keySet());
  }

  /** From now on every token minted so far is bad. */
  synchronized void revokeAll() {
    grants.replaceAll((token, grant) -> new Grant(grant.system(), grant.bearer(), Instant.MIN));
  }

  private String letters(int n) {
    return random
        .ints(n, 0, LETTERS.length())
        .mapToObj(at -> LETTERS.substring(at, at + 1))
        .collect(Collectors.joining());
  }

  private byte[] bytes(int n) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    return bytes;
  }
}
