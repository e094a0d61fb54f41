package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JWTs (RFC 7519) signed with HS256 under a key of this object alone. Thread-safe. */
final class Jwts {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final String header;
  private final SecretKeySpec key;

  /**
   * @param header as it stands in every token, JSON
   */
  Jwts(String header) {
    this.header = encode(header);
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  String sign(JsonNode claims) {
    String signed = header + "." + encode(claims.toString());
    return signed + "." + ENCODER.encodeToString(mac(signed));
  }

  /** What a token says; empty if it was not signed here. */
  Optional<JsonNode> claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(header)) {
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
