package io.github.tracebridge.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token by client credentials.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2">RFC 6749, 4.4.2</a>
 */
record TokenRequest(Sibling system, @Nullable String authorization, TokenForm form) {

  static TokenRequest of(Call call) throws TokenRefusal {
    Sibling system = Sibling.of(call.kind());
    if (!call.method().equals("POST")) {
      throw TokenRefusal.method();
    }
    if (!call.query().isEmpty()) {
      throw TokenRefusal.request("Parameters belong in the body");
    }
    TokenForm form = TokenForm.read(call, system == Sibling.OPEN_ESG);
    String grant = form.get("grant_type");
    if (grant == null) {
      throw TokenRefusal.request("grant_type is missing");
    }
    if (!grant.equals("client_credentials")) {
      throw TokenRefusal.grant();
    }
    return new TokenRequest(system, call.authorization(), form);
  }

  /** For whom the token shall speak, if it may. */
  Tokens.Bearer granted(SystemKnobs knobs) throws TokenRefusal {
    SiblingClient client = client(knobs);
    return new Tokens.Bearer(client.id(), scopes(client, knobs));
  }

  private SiblingClient client(SystemKnobs knobs) throws TokenRefusal {
    List<Credentials> shown = shown(knobs);
    return knobs.clients().stream()
        .filter(client -> shown.stream().anyMatch(one -> one.isOf(client)))
        .findFirst()
        .orElseThrow(this::unknownClient);
  }

  private List<Credentials> shown(SystemKnobs knobs) throws TokenRefusal {
    String id = form.get("client_id");
    String secret = form.get("client_secret");
    var unwanted =
        authorization == null ? SystemKnobs.Authentication.BASIC : SystemKnobs.Authentication.BODY;
    if (knobs.authentication() == unwanted) {
      throw unknownClient();
    }
    if (authorization == null) {
      return id == null || secret == null ? List.of() : List.of(new Credentials(id, secret));
    }
    List<Credentials> basic = Credentials.basic(authorization, knobs.basicEncoding());
    boolean another = id != null && basic.stream().noneMatch(one -> one.id().equals(id));
    if (secret != null || another) {
      throw TokenRefusal.request("The client shows in two ways who it is");
    }
    return basic;
  }

  TokenRefusal unknownClient() {
    return TokenRefusal.client(system, authorization != null);
  }

  private List<String> scopes(SiblingClient client, SystemKnobs knobs) throws TokenRefusal {
    String scope = form.get("scope");
    if (scope == null && knobs.scopeRequired()) {
      throw TokenRefusal.scope("No scope is requested");
    }
    List<String> scopes = scope == null ? client.scopes() : List.of(scope.split(" "));
    if (!client.scopes().containsAll(scopes)) {
      throw TokenRefusal.scope("The scope is unknown, or not this client's");
    }
    return scopes;
  }
}
