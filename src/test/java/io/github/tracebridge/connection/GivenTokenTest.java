package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenTokenTest {
  private final Bench bench = Bench.onSqlite();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aNewTokenInTheFileEndsARefusalAtOnce(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "marker-first");
    try (RecordingServer api = RecordingServer.answering(401)) {
      use(api, file);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> bench.get(api.uri())).isInstanceOf(Fault.LoginRefused.class);
      }
      Files.writeString(file, "marker-second");
      assertThatThrownBy(() -> bench.get(api.uri())).isInstanceOf(Fault.LoginRefused.class);
      assertThat(api.requests)
          .extracting(headers -> headers.getFirst("Authorization"))
          .containsExactly("Bearer marker-first", "Bearer marker-second");
    }
  }

  private void use(RecordingServer api, Path file) {
    Map<String, String> settings =
        Map.of(
            "camel.oauth.hubspot.dialect", "bearer-token",
            "camel.oauth.hubspot.token-file", file.toString(),
            "camel.oauth.hubspot.api-url", api.uri().toString());
    Settings read = Settings.of(settings, bench.secrets);
    bench.use(ConnectionSettings.from(read, "hubspot"), bench.gate(0));
  }
}
