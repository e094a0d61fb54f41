package io.github.tracebridge.connection;

/**
 * What to do about a token endpoint's refusal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, 5.2</a>
 */
final class Refusal {
  private Refusal() {}

  /**
   * A sentence for people.
   *
   * @param error the error code of the answer; empty where it has none
   */
  static String advice(String error, ConnectionSettings connection) {
    String settings = "camel.oauth." + connection.name();
    return switch (error) {
      case "invalid_scope", "invalid_resource" -> scope(connection, settings + ".scope");
      case "invalid_target" -> "It refuses the audience; check " + settings + ".audience.";
      case "unsupported_grant_type" ->
          "It does not know the client credentials grant; check " + settings + ".token-endpoint.";
      // Salesforce: at a host that does not take it, or of an app that has no user to run as
      case "invalid_grant" ->
          "It gives client "
              + connection.clientId()
              + " no token by the client credentials grant; check "
              + settings
              + ".token-endpoint, or have that grant set up.";
      // by the RFC it is the grant, but Keycloak says so of a wrong secret
      case "unauthorized_client" ->
          client(connection, settings)
              + " Or the client may not use the client credentials grant; have that granted.";
      default -> client(connection, settings);
    };
  }

  private static String scope(ConnectionSettings connection, String setting) {
    if (connection.scope().isEmpty()) {
      return "It wants a scope to be asked for; set " + setting + ".";
    }
    return "It does not give client "
        + connection.clientId()
        + " the scope "
        + connection.scope()
        + "; check "
        + setting
        + ", or have that scope granted.";
  }

  private static String client(ConnectionSettings connection, String settings) {
    if (connection.dialect() == Dialect.TRYTON) {
      return "It refuses user " + connection.clientId() + "; check user, password and database.";
    }
    String further =
        switch (connection.dialect()) {
          case CLIENT_SECRET_POST -> " and dialect of ";
          case CLIENT_SECRET_BASIC -> ", basic-encoding and dialect of ";
          default -> " and audience of ";
        };
    return "It refuses client "
        + connection.clientId()
        + "; check client-id, client-secret"
        + further
        + settings
        + ".";
  }
}
