package io.github.tracebridge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** By what the secrets and the tokens of the tests are known wherever they turn up. */
public final class Markers {
  /** Each secret has one of these in it, and is nowhere else; the sandbox's too. */
  private static final List<String> SECRETS =
      List.of("sandbox-(?:[a-z]+-)?secret", "marker-", "geheim");

  /** Header or claims of a JWT, whose first member is one of these. */
  private static final List<String> JWTS =
      List.of("eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi", "eyJzdWIiOi");

  private static final List<Pattern> KNOWN =
      Stream.of(
              SECRETS.stream(),
              Stream.of("-secret", "marker-", "geheim").flatMap(Markers::inBase64),
              JWTS.stream())
          .flatMap(each -> each)
          .map(Pattern::compile)
          .toList();

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/]++=?");

  /**
   * openESG's, of 30 letters and digits; no part of a hash, which are next to others in a ledger.
   */
  private static final Predicate<String> LETTERS =
      Pattern.compile("(?!.*[0-9a-f]{20})(?=.*\\d)(?=(.*[a-z]){4})(?=(.*[A-Z]){4})\\w+")
          .asMatchPredicate();

  private Markers() {}

  /** The first few in the text, with what is before them. */
  public static List<String> in(String text) {
    return Stream.concat(
            KNOWN.stream().flatMap(marker -> marker.matcher(text).results().limit(2)),
            WORD.matcher(text).results().filter(word -> isOpaqueToken(word.group())).limit(2))
        .map(found -> around(text, found))
        .toList();
  }

  /** Also one of the JWT system, which is 32 bytes in Base64. */
  private static boolean isOpaqueToken(String word) {
    return word.length() == 44 && word.endsWith("=") || word.length() == 30 && LETTERS.test(word);
  }

  private static String around(String text, MatchResult found) {
    return text.substring(Math.max(0, found.start() - 80), found.end());
  }

  /** The letters that are of it alone, by how many bytes of a group of three are before it. */
  private static Stream<String> inBase64(String secret) {
    return IntStream.range(0, 3)
        .mapToObj(
            before -> {
              byte[] bytes = ("\0".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
              String letters = Base64.getEncoder().encodeToString(bytes);
              return letters.substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
            });
  }
}
