package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** TRACE's login: a JSON object in camelCase, not the form of RFC 6749. */
final class TraceM2m implements Dialect {
  @Override
  public ClassicHttpRequest tokenRequest(ConnectionSettings connection) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("clientId", connection.clientId())
            .put("clientSecret", connection.clientSecret().reveal())
            .put("audience", connection.audience())
            .toString();
    return ClassicRequestBuilder.post(connection.tokenEndpoint())
        .setHeader("Accept", "application/json")
        .setEntity(body, ContentType.APPLICATION_JSON)
        .build();
  }

  @Override
  public boolean needsAudience() {
    return true;
  }
}
