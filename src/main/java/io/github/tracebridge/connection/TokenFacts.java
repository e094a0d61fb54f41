package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a token, or the answer that it came in, tells of itself. Nothing of it is verified: that is
 * the API's part.
 *
 * @param scopes null where it tells nothing of them; empty where it tells that there are none
 * @param audiences empty where it tells none
 * @param life by its own times, or as the answer says; the shorter one, null where neither tells
 * @param expires its own time; null where it tells none
 * @param instance where the API is, as Salesforce says; empty where it tells none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068, 2.2</a>
 */
record TokenFacts(
    @Nullable Set<String> scopes,
    List<String> audiences,
    @Nullable Duration life,
    @Nullable Instant expires,
    String instance) {
  /** Of a token that tells nothing. */
  static final TokenFacts NONE = new TokenFacts(null, List.of(), null, null, "");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A year, in seconds. */
  private static final long LONGEST_LIFE = 31_536_000;

  /** The year 9999. */
  private static final long LATEST = 253_402_300_799L;

  /** How far two clocks may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Where a JWT's scopes stand: by RFC 9068, and as others name them. */
  private static final List<String> SCOPES = List.of("scope", "scp", "permissions");

  TokenFacts {
    scopes = scopes == null ? null : Set.copyOf(scopes);
    audiences = List.copyOf(audiences);
  }

  /** Of a token of any form; one that is no JWT tells nothing. */
  static TokenFacts of(String token) {
    JsonNode claims = claims(token);
    boolean tells = SCOPES.stream().anyMatch(claims::hasNonNull);
    Set<String> scopes = new TreeSet<>();
    SCOPES.forEach(name -> scopes.addAll(words(claims.path(name))));
    long issued = claims.path("iat").asLong(claims.path("nbf").asLong(0));
    long expires = claims.path("exp").asLong(0);
    boolean told = issued > 0 && expires > issued;
    return new TokenFacts(
        tells ? scopes : null,
        words(claims.path("aud")),
        told ? Duration.ofSeconds(expires - issued) : null,
        expires > 0 ? Instant.ofEpochSecond(Math.min(expires, LATEST)) : null,
        "");
  }

  private static JsonNode claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | IllegalArgumentException e) {
      return JSON.missingNode();
    }
  }

  /** Of a text with blanks between them, or of a list. */
  private static List<String> words(JsonNode node) {
    List<String> words = new ArrayList<>();
    if (node.isTextual()) {
      words.addAll(List.of(node.asText().strip().split(" +")));
    }
    node.elements().forEachRemaining(each -> words.add(each.asText()));
    words.removeIf(String::isBlank);
    return words;
  }

  /**
   * Together with what the answer says beside the token.
   *
   * @param askedAt from when the token lives at the earliest
   */
  TokenFacts and(JsonNode answer, Instant askedAt) {
    JsonNode scope = answer.path("scope");
    Set<String> all = new TreeSet<>(granted());
    all.addAll(words(scope));
    return new TokenFacts(
        scopes == null && !scope.isTextual() ? null : all,
        audiences,
        told(answer.path("expires_in").asLong(0), askedAt),
        expires,
        answer.path("instance_url").asText(""));
  }

  /** A life of zero, or of no number, is one that the answer does not tell. */
  private @Nullable Duration told(long seconds, Instant askedAt) {
    Duration said = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE)) : null;
    if (said == null && life == null) {
      return expires != null && expires.isAfter(askedAt)
          ? bounded(Duration.between(askedAt, expires))
          : null;
    }
    return said == null || life != null && life.compareTo(said) < 0 ? bounded(life) : said;
  }

  private static @Nullable Duration bounded(@Nullable Duration told) {
    Duration longest = Duration.ofSeconds(LONGEST_LIFE);
    return told == null || told.compareTo(longest) < 0 ? told : longest;
  }

  private Set<String> granted() {
    return scopes == null ? Set.of() : scopes;
  }

  /** A sentence where the token tells that it will not do; empty where it may. */
  Optional<String> shortcoming(ConnectionSettings connection, Instant now) {
    if (!connection.dialect().asks() && expires != null && expires.plus(SKEW).isBefore(now)) {
      return Optional.of(
          connection.name()
              + ": the token expired at "
              + expires
              + ", so the API will refuse it. Have a new one made.");
    }
    String neededScope = connection.neededScope();
    if (!neededScope.isEmpty() && scopes != null && !scopes.contains(neededScope)) {
      return Optional.of(
          connection.name()
              + (scopes.isEmpty()
                  ? ": the token has no scope at all, not even "
                  : ": the token has the scope " + said() + " and not ")
              + neededScope
              + ", so the API will refuse it. Have "
              + (connection.clientId().isEmpty()
                  ? "a token made that has it."
                  : "that scope granted to client " + connection.clientId() + "."));
    }
    return Optional.empty();
  }

  private String said() {
    return String.join(" ", new TreeSet<>(granted()));
  }

  /** For people; what was not asked for need not be wrong, but is worth a look. */
  String words(String askedFor, String askedScope) {
    boolean isOther = !askedFor.isEmpty() && !audiences.isEmpty() && !audiences.contains(askedFor);
    Set<String> lacking = new TreeSet<>(words(new TextNode(askedScope)));
    lacking.removeAll(granted());
    return (granted().isEmpty() ? "" : ", scope " + said())
        + (scopes == null || lacking.isEmpty()
            ? ""
            : " (without " + String.join(" ", lacking) + ", which was asked for)")
        + (audiences.isEmpty() ? "" : ", audience " + String.join(" ", audiences))
        + (isOther ? " (asked for " + askedFor + ")" : "");
  }

  /** The same of an API that is elsewhere than the settings say; it may be behind a gateway. */
  String elsewhere(URI apiUrl) {
    try {
      boolean isThere =
          instance.isEmpty()
              || ConnectionSettings.origin(URI.create(instance))
                  .equals(ConnectionSettings.origin(apiUrl));
      return isThere ? "" : ", API at " + instance + " (api-url is " + apiUrl + ")";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
