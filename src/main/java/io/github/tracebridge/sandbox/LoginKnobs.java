package io.github.tracebridge.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * The login. Immutable.
 *
 * @param tokenTtl life of a token, whole seconds
 * @param errorForm body of a refused login
 */
public record LoginKnobs(Duration tokenTtl, List<Client> clients, ErrorForm errorForm) {
  /** Body of a refused login. */
  public enum ErrorForm {
    PROBLEM,
    ERROR_PAIR,
    EMPTY
  }

  public LoginKnobs {
    KnobRule.given("login.tokenTtl", tokenTtl);
    KnobRule.require(tokenTtl.toSeconds() >= 1, "login.tokenTtl", "at least one second", tokenTtl);
    KnobRule.given("login.clients", clients);
    clients = List.copyOf(clients);
    KnobRule.given("login.errorForm", errorForm);
  }

  static LoginKnobs defaults() {
    return new LoginKnobs(
        Duration.ofHours(24),
        List.of(
            new Client("crm-sync", "sandbox-secret", Knobs.AUDIENCE, List.of("read:leads")),
            new Client(
                "price-desk", "sandbox-upload-secret", Knobs.AUDIENCE, List.of("upload:offers"))),
        ErrorForm.PROBLEM);
  }
}
