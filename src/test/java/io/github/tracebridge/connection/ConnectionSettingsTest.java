package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSettingsTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "trace.auth-url", "https://login.trace.example",
          "trace.api-url", "https://api.trace.example:8443/v1/",
          "camel.oauth.trace-crm.client-id", "crm-sync",
          "camel.oauth.trace-crm.client-secret", "geheim",
          "camel.oauth.trace-crm.audience", "https://trace.example");

  @Test
  void fourSettingsAreEnough() {
    ConnectionSettings connection = read(WHOLE);
    assertThat(connection.tokenEndpoint())
        .hasToString("https://login.trace.example/api/auth/m2m-login");
    assertThat(connection.apiUrl()).hasToString("https://api.trace.example:8443/v1");
    assertThat(connection.expiryMargin()).isEqualTo(Duration.ofSeconds(20));
    assertThat(connection.defaultLife()).isEqualTo(Duration.ofHours(1));
    assertThat(connection.origins())
        .containsExactlyInAnyOrder(
            "https://login.trace.example:443", "https://api.trace.example:8443");
    assertThat(connection.toString()).doesNotContain("geheim");
  }

  @Test
  void oneOriginForBothIsOne() {
    assertThat(with("trace.api-url", "https://LOGIN.trace.example:443/v1").origins()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "camel.oauth.trace-crm.client-id, CAMEL_OAUTH_TRACE_CRM_CLIENT_ID",
    "camel.oauth.trace-crm.client-secret, CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET",
    "camel.oauth.trace-crm.audience, CAMEL_OAUTH_TRACE_CRM_AUDIENCE",
    "trace.auth-url, camel.oauth.trace-crm.token-endpoint"
  })
  void halfASetIsRefusedAndSaysWhatIsMissing(String name, String alsoNamed) {
    assertThatThrownBy(() -> with(name, ""))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + " is missing")
        .hasMessageContaining(alsoNamed)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void anUnknownDialectIsRefused() {
    assertThatThrownBy(() -> with("camel.oauth.trace-crm.dialect", "kerberos"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "camel.oauth.trace-crm.dialect: expected one of trace-m2m, client-secret-post,"
                + " client-secret-basic, bearer-token, camel-oauth, but was \"kerberos\". Correct it.");
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://a.example:80",
    "https://a.example, https://a.example:443",
    "HTTPS://A.Example:443/, https://a.example:443",
    "http://127.0.0.1:8080/a/b, http://127.0.0.1:8080",
    "http://[::1]:8080/, http://[::1]:8080"
  })
  void anOriginIsSchemeHostAndPort(URI url, String origin) {
    assertThat(ConnectionSettings.origin(url)).isEqualTo(origin);
  }

  @Test
  void traceConnectionsShareABudgetAndOthersHaveTheirOwn() {
    Settings settings = Settings.of(Map.of("quota.hubspot.requests", "9"), new Secrets());
    assertThat(QuotaSettings.from(settings, "trace-crm"))
        .isEqualTo(QuotaSettings.from(settings, "trace-upload"));
    assertThat(QuotaSettings.from(settings, "trace-crm").requests()).isEqualTo(100);
    assertThat(QuotaSettings.from(settings, "hubspot").requests()).isEqualTo(9);
    assertThat(QuotaSettings.from(settings, "hubspot").bucket()).isEqualTo("hubspot");
  }

  @ParameterizedTest
  @CsvSource({
    "quota.window, 0s",
    "quota.window, 2d",
    "quota.requests, -1",
    "trace.limited-statuses, 429;503"
  })
  void aBudgetThatCannotBeIsRefused(String name, String value) {
    Settings settings = Settings.of(Map.of(name, value), new Secrets());
    assertThatThrownBy(() -> QuotaSettings.from(settings, "trace-crm"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + ": expected ");
  }

  private static ConnectionSettings with(String name, String value) {
    Map<String, String> values = new TreeMap<>(WHOLE);
    values.put(name, value);
    return read(values);
  }

  private static ConnectionSettings read(Map<String, String> values) {
    return ConnectionSettings.from(Settings.of(values, new Secrets()), "trace-crm");
  }
}
