package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;

/** Each request for a token as its system's own page prints it. */
class TokenRequestsTest {
  private static final URI ENDPOINT = URI.create("https://login.example/token");
  private static final String ODD = "a:/%+&={{x}} ü";
  private static final String ODD_IN_A_FORM = "a%3A%2F%25%2B%26%3D%7B%7Bx%7D%7D+%C3%BC";

  @Test
  void theSecretGoesIntoTheForm() throws Exception {
    ClassicHttpRequest request = request(Dialect.CLIENT_SECRET_POST, "app", "geheim", "esp");
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getUri()).isEqualTo(ENDPOINT);
    assertThat(request.getHeader("Accept").getValue()).isEqualTo("application/json");
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(request.getEntity().getContentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(body(request).split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=client_credentials", "client_id=app", "client_secret=geheim", "scope=esp");
  }

  @Test
  void orIntoTheHeader() throws Exception {
    ClassicHttpRequest request = request(Dialect.CLIENT_SECRET_BASIC, "app", "geheim", "");
    assertThat(basic(request)).isEqualTo("app:geheim");
    assertThat(request.getEntity().getContentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(body(request)).isEqualTo("grant_type=client_credentials");
  }

  @Test
  void whateverIsInIt() throws Exception {
    assertThat(body(request(Dialect.CLIENT_SECRET_POST, ODD, ODD, "")).split("&"))
        .contains("client_id=" + ODD_IN_A_FORM, "client_secret=" + ODD_IN_A_FORM);
    assertThat(basic(request(Dialect.CLIENT_SECRET_BASIC, "id", ODD, ""))).isEqualTo("id:" + ODD);
    assertThat(basic(encoded(ODD, ODD))).isEqualTo(ODD_IN_A_FORM + ":" + ODD_IN_A_FORM);
  }

  @Test
  void scopeAndAudienceAreAskedForWhereTheyAreSet() throws Exception {
    ConnectionSettings connection =
        settings(Dialect.CLIENT_SECRET_POST, "app", "read write", "https://api.example");
    assertThat(body(TokenRequests.of(connection, ENDPOINT, "geheim")).split("&"))
        .contains("scope=read+write", "audience=https%3A%2F%2Fapi.example");
  }

  private static ClassicHttpRequest encoded(String id, String secret) {
    ConnectionSettings plain = settings(Dialect.CLIENT_SECRET_BASIC, "id", "", "");
    return TokenRequests.of(
        new ConnectionSettings(
            plain.name(),
            plain.dialect(),
            plain.tokenEndpoint(),
            plain.apiUrl(),
            id,
            plain.secret(),
            plain.audience(),
            plain.scope(),
            plain.neededScope(),
            ConnectionSettings.BasicEncoding.FORM,
            "",
            plain.expiryMargin(),
            plain.defaultLife()),
        ENDPOINT,
        secret);
  }

  private static ClassicHttpRequest request(
      Dialect dialect, String id, String secret, String scope) {
    return TokenRequests.of(settings(dialect, id, scope, ""), ENDPOINT, secret);
  }

  private static ConnectionSettings settings(
      Dialect dialect, String id, String scope, String audience) {
    return new ConnectionSettings(
        "test",
        dialect,
        ENDPOINT,
        ENDPOINT,
        id,
        () -> new Secret("not this one"),
        audience,
        scope,
        "",
        ConnectionSettings.BasicEncoding.PLAIN,
        "",
        Duration.ofSeconds(20),
        Duration.ofHours(1));
  }

  private static String body(ClassicHttpRequest request) throws Exception {
    return EntityUtils.toString(request.getEntity());
  }

  private static String basic(ClassicHttpRequest request) throws Exception {
    String value = request.getHeader("Authorization").getValue();
    assertThat(value).startsWith("Basic ");
    return new String(Base64.getDecoder().decode(value.substring(6)), "UTF-8");
  }
}
