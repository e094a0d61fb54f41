package io.github.tracebridge.sandbox;

import java.util.List;

/** A client of a sibling; its secret is not printed. */
public record SiblingClient(String id, String secret, List<String> scopes) {
  public SiblingClient {
    KnobRule.given(".id", id);
    KnobRule.given(".secret", secret);
    KnobRule.given(".scopes", scopes);
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "SiblingClient[id=" + id + ", secret=***, scopes=" + scopes + "]";
  }
}
