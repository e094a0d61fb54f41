package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bridge to Camel's own component, by a class of the same name. */
class CamelOauthTest {
  private final Bench bench = Bench.onSqlite();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void camelsTokenIsSentAndLookedAtAnewFromTimeToTime() throws Exception {
    try (RecordingServer api = RecordingServer.answering(200);
        Caller caller = connection(api.uri()).caller()) {
      camel.getGlobalOptions().put("token of crm", "marker-first");
      get(caller);
      camel.getGlobalOptions().put("token of crm", "marker-second");
      get(caller);
      bench.clock.advance(Duration.ofSeconds(31));
      get(caller);
      assertThat(api.requests)
          .extracting(headers -> headers.getFirst("Authorization"))
          .containsExactly("Bearer marker-first", "Bearer marker-first", "Bearer marker-second");
    }
  }

  @Test
  void whatItCannotGetIsSaid() throws Exception {
    try (RecordingServer api = RecordingServer.answering(200);
        Caller caller = connection(api.uri()).caller()) {
      assertThatThrownBy(() -> get(caller))
          .isInstanceOf(Fault.Transient.class)
          .hasMessage(
              "crm: Camel's own camel-oauth got no token (no such profile). Check camel.oauth.crm.*.");
      assertThat(api.requests).isEmpty();
    }
  }

  @Test
  void aSecretInItsReasonIsNotSaid() throws Exception {
    bench.secrets.keep("x", new Secret("geheim"));
    camel.getGlobalOptions().put("fault of crm", "you sent geheim");
    try (Caller caller = connection(URI.create("http://127.0.0.1:1")).caller()) {
      assertThatThrownBy(() -> get(caller)).hasMessageContaining("got no token (you sent ***)");
    }
  }

  private static void get(Caller caller) {
    caller.call("GET", caller.url("/"), new byte[0], "");
  }

  private Connection connection(URI api) {
    Map<String, String> values =
        Map.of("camel.oauth.crm.dialect", "camel-oauth", "camel.oauth.crm.api-url", api.toString());
    ConnectionSettings crm = ConnectionSettings.from(Settings.of(values, new Secrets()), "crm");
    Connection made = bench.connect(crm, Bench.direct());
    made.setCamelContext(camel);
    return made;
  }
}
