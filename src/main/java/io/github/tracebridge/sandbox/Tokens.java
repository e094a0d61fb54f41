package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mints and verifies access tokens: JWTs (RFC 7519) signed with HS256 under a key of this sandbox
 * alone. Thread-safe.
 */
final class Tokens {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int REMEMBERED = 1000;
  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final Clock clock;
  private final SecretKeySpec key;
  private final Deque<String> newest = new ConcurrentLinkedDeque<>();
  private final AtomicLong minted = new AtomicLong();
  private final AtomicLong revoked = new AtomicLong();

  Tokens(Clock clock) {
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
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
    String signed = HEADER + "." + encode(claims.toString());
    String token = signed + "." + ENCODER.encodeToString(mac(signed));
    newest.add(token);
    if (minted.get() > REMEMBERED) {
      newest.poll();
    }
    return token;
  }

  /** The newest thousand tokens, oldest first. */
  List<String> minted() {
    return List.copyOf(newest);
  }

  /** From now on every token minted so far is bad. */
  void revokeAll() {
    revoked.set(minted.get());
  }

  /** Whom the token speaks for; empty if it is forged, expired, revoked or for someone else. */
  Optional<Bearer> verify(String token, LoginKnobs login) {
    return claims(token).flatMap(claims -> accept(claims, login));
  }

  /**
   * The client a token was minted for, good or not any more; empty if it is not of this sandbox.
   */
  Optional<String> client(String token) {
    return claims(token).map(claims -> claims.path("sub").asText());
  }

  private Optional<JsonNode> claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(HEADER)) {
      return Optional.empty();
    }
    try {
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      return MessageDigest.isEqual(signature, mac(parts[0] + "." + parts[1]))
          ? Optional.of(SandboxJson.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
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

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }

  private static String encode(String json) {
    return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
