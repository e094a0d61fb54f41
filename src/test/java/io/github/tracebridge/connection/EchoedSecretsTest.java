package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tracebridge.EchoingServer;
import io.github.tracebridge.Markers;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token endpoint says what it was sent, as it stood on the wire: nobody else says it. */
class EchoedSecretsTest {
  private static final String SECRET = "geheim:b/c%d+e&f={{g}} \"h\\ größe";

  private final Bench bench = Bench.onSqlite();

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "trace-m2m, plain, '{\"clientId\":\"crm-sync\",\"clientSecret\":\"***\"'",
    "client-secret-post, plain, client_secret=***&",
    "client-secret-basic, plain, Basic Y3JtLXN5bmM***",
    "client-secret-basic, form, Basic Y3JtLXN5bmM***"
  })
  void aRefusalSaysNoSecretThatItRepeats(String dialect, String encoding, String said)
      throws IOException {
    try (EchoingServer login = EchoingServer.refusing()) {
      connect(login, dialect, encoding);
      Throwable fault = catchThrowable(() -> bench.connection().requireToken());
      assertThat(fault).isInstanceOf(Fault.LoginRefused.class).hasMessageContaining(said);
      String messages =
          Stream.iterate(fault, each -> each != null, Throwable::getCause)
              .map(Throwable::toString)
              .collect(Collectors.joining());
      assertThat(Markers.in(messages)).isEmpty();
    }
  }

  private void connect(EchoingServer login, String dialect, String encoding) {
    String own = "camel.oauth.trace-crm.";
    Map<String, String> values =
        Map.of(
            own + "dialect",
            dialect,
            own + "basic-encoding",
            encoding,
            own + "token-endpoint",
            login.uri() + "/token",
            own + "api-url",
            login.uri().toString(),
            own + "client-id",
            "crm-sync",
            own + "client-secret",
            SECRET,
            own + "audience",
            "x");
    Settings settings = Settings.of(values, bench.secrets);
    bench.use(ConnectionSettings.from(settings, "trace-crm"), bench.gate(0));
  }
}
