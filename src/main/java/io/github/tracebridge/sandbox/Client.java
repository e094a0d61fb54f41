package io.github.tracebridge.sandbox;

import java.util.List;

/** A machine client; its secret is not printed. */
public record Client(String id, String secret, String audience, List<String> scopes) {
  public Client {
    KnobRule.given("login.clients.id", id);
    KnobRule.given("login.clients.secret", secret);
    KnobRule.given("login.clients.audience", audience);
    KnobRule.given("login.clients.scopes", scopes);
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "Client[id=" + id + ", secret=***, audience=" + audience + ", scopes=" + scopes + "]";
  }
}
