package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Requests for a token, each dialect's own; one is sent once and not repeated. */
final class TokenRequests {
  private TokenRequests() {}

  static ClassicHttpRequest of(ConnectionSettings connection, URI endpoint, String secret) {
    ClassicRequestBuilder request =
        ClassicRequestBuilder.post(endpoint).setHeader(HttpHeaders.ACCEPT, "application/json");
    if (connection.dialect() == Dialect.TRACE_M2M) {
      return request.setEntity(json(connection, secret), ContentType.APPLICATION_JSON).build();
    }
    if (connection.dialect() == Dialect.TRYTON) {
      String login = TrytonSession.login(connection.clientId(), secret);
      return request.setEntity(login, ContentType.APPLICATION_JSON).build();
    }
    HTTPRequest form = form(connection, endpoint, secret);
    if (connection.dialect() == Dialect.CLIENT_SECRET_BASIC) {
      boolean plain = connection.basicEncoding() == ConnectionSettings.BasicEncoding.PLAIN;
      request.setHeader(
          HttpHeaders.AUTHORIZATION, plain ? basic(connection, secret) : form.getAuthorization());
    }
    // without a charset, as the authorization servers' own pages print it
    return request
        .setEntity(form.getBody(), ContentType.create("application/x-www-form-urlencoded"))
        .build();
  }

  /** TRACE's login: a JSON object in camelCase, not the form of RFC 6749. */
  private static String json(ConnectionSettings connection, String secret) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("clientId", connection.clientId())
        .put("clientSecret", secret)
        .put("audience", connection.audience())
        .toString();
  }

  private static HTTPRequest form(ConnectionSettings connection, URI endpoint, String secret) {
    ClientID id = new ClientID(connection.clientId());
    ClientAuthentication client =
        connection.dialect() == Dialect.CLIENT_SECRET_POST
            ? new ClientSecretPost(id, new Secret(secret))
            : new ClientSecretBasic(id, new Secret(secret));
    TokenRequest.Builder request =
        new TokenRequest.Builder(endpoint, client, new ClientCredentialsGrant());
    if (!connection.scope().isEmpty()) {
      request.scope(Scope.parse(connection.scope()));
    }
    if (!connection.audience().isEmpty()) {
      request.customParameter("audience", connection.audience());
    }
    return request.build().toHTTPRequest();
  }

  /** Id and secret as they are (RFC 7617). */
  private static String basic(ConnectionSettings connection, String secret) {
    String pair = connection.clientId() + ":" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
