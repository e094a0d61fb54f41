package io.github.tracebridge.sandbox;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client says it is. */
record Credentials(String id, String secret) {
  private static final Pattern BASIC =
      Pattern.compile("Basic +([A-Za-z0-9+/]+=*)", Pattern.CASE_INSENSITIVE);

  boolean isOf(SiblingClient client) {
    return client.id().equals(id) && client.secret().equals(secret);
  }

  /**
   * Every way to read an Authorization header that the encoding allows; none if it is not of scheme
   * Basic, in UTF-8.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7617#section-2">RFC 7617, 2</a>
   */
  static List<Credentials> basic(String authorization, SystemKnobs.BasicEncoding encoding) {
    Matcher basic = BASIC.matcher(authorization);
    String pair = basic.matches() ? text(basic.group(1)) : "";
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return List.of();
    }
    Credentials plain = new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
    return switch (encoding) {
      case PLAIN -> List.of(plain);
      case FORM -> List.of(plain.decoded());
      case EITHER -> List.of(plain, plain.decoded());
    };
  }

  private Credentials decoded() {
    return new Credentials(decode(id), decode(secret));
  }

  /** As Python's {@code unquote_plus}: what is no escape stays as it is. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
  }

  private static String text(String base64) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
          .toString();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return "";
    }
  }
}
