package io.github.tracebridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a presigned GET, of the store's one pair of keys.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">AWS
 *     Signature Version 4</a>
 */
final class Signature {
  private static final String SECRET = "sandbox-store-key";
  private static final String REGION = "eu-central-1";

  private Signature() {}

  static String credential(String stamp) {
    return "SANDBOXSTOREKEY/" + scope(stamp);
  }

  private static String scope(String stamp) {
    return stamp.substring(0, 8) + "/" + REGION + "/s3/aws4_request";
  }

  /**
   * Signs.
   *
   * @param path percent-encoded, as it goes over the wire
   * @param query the same, its parameters in their order, without the signature
   * @param stamp when, as 20260304T091244Z
   */
  static String of(String host, String path, String query, String stamp) {
    String request =
        "GET\n" + path + "\n" + query + "\nhost:" + host + "\n\nhost\nUNSIGNED-PAYLOAD";
    String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope(stamp) + "\n" + sha256(request);
    byte[] key = hmac(bytes("AWS4" + SECRET), stamp.substring(0, 8));
    key = hmac(hmac(hmac(key, REGION), "s3"), "aws4_request");
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
