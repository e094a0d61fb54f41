package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "trace.auth-url", "https://trace.example",
          "camel.oauth.trace-crm.client-id", "crm-sync",
          "camel.oauth.trace-crm.client-secret", "geheim",
          "camel.oauth.trace-crm.audience", "https://trace.example",
          "camel.oauth.trace-crm.token-endpoint", "https://trace.example/token");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trace-m2m           | It refuses client crm-sync; check client-id, client-secret and audience of camel.oauth.trace-crm.",
        "client-secret-post  | It refuses client crm-sync; check client-id, client-secret and dialect of camel.oauth.trace-crm.",
        "client-secret-basic | It refuses client crm-sync; check client-id, client-secret, basic-encoding and dialect of camel.oauth.trace-crm."
      })
  void namesTheSettingsThatTheDialectSends(String dialect, String advice) {
    ConnectionSettings connection = connection("dialect", dialect);
    assertThat(Refusal.advice("invalid_client", connection)).isEqualTo(advice);
    assertThat(Refusal.advice("", connection)).isEqualTo(advice);
    assertThat(Refusal.advice("unauthorized_client", connection))
        .isEqualTo(
            advice + " Or the client may not use the client credentials grant; have that granted.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invalid_scope | esp | It does not give client crm-sync the scope esp; check camel.oauth.trace-crm.scope, or have that scope granted.",
        "invalid_scope | | It wants a scope to be asked for; set camel.oauth.trace-crm.scope.",
        "invalid_resource | esp | It does not give client crm-sync the scope esp; check camel.oauth.trace-crm.scope, or have that scope granted.",
        "invalid_grant | | It gives client crm-sync no token by the client credentials grant; check camel.oauth.trace-crm.token-endpoint, or have that grant set up.",
        "invalid_target | | It refuses the audience; check camel.oauth.trace-crm.audience.",
        "unsupported_grant_type | | It does not know the client credentials grant; check camel.oauth.trace-crm.token-endpoint."
      })
  void saysWhatTheErrorMeans(String error, String scope, String advice) {
    ConnectionSettings connection = connection("scope", scope == null ? "" : scope);
    assertThat(Refusal.advice(error, connection)).isEqualTo(advice);
  }

  private static ConnectionSettings connection(String name, String value) {
    Map<String, String> settings = new TreeMap<>(WHOLE);
    settings.put("camel.oauth.trace-crm." + name, value);
    return ConnectionSettings.from(Settings.of(settings, new Secrets()), "trace-crm");
  }
}
