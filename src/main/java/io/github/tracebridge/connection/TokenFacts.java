package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
 * @param life by its own times; null where it tells none
 * @param instance where the API is, as Salesforce says; empty where it tells none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068, 2.2</a>
 */
record TokenFacts(
    @Nullable Set<String> scopes,
    List<String> audiences,
    @Nullable Duration life,
    String instance) {
  /** Of a token that tells nothing. */
  static final TokenFacts NONE = new TokenFacts(null, List.of(), null, "");

  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** Together with what the answer says beside the token. */
  TokenFacts and(JsonNode answer) {
    JsonNode scope = answer.path("scope");
    Set<String> all = new TreeSet<>(granted());
    all.addAll(words(scope));
    return new TokenFacts(
        scopes == null && !scope.isTextual() ? null : all,
        audiences,
        life,
        answer.path("instance_url").asText(""));
  }

  private Set<String> granted() {
    return scopes == null ? Set.of() : scopes;
  }

  /** A sentence where the token tells that it will not do; empty where it may. */
  Optional<String> shortcoming(ConnectionSettings connection) {
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

  /** For people; an audience that was not asked for need not be wrong, but is worth a look. */
  String words(String askedFor) {
    boolean isOther = !askedFor.isEmpty() && !audiences.isEmpty() && !audiences.contains(askedFor);
    return (granted().isEmpty() ? "" : ", scope " + said())
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
