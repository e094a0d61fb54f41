package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

  @Test
  void aScopeThatATokenLacksIsSaidOnce(@TempDir Path folder) throws IOException {
    String claims = "{\"scope\":\"other\"}";
    String token =
        "e30."
            + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".x";
    Path file = Files.writeString(folder.resolve("token"), token);
    Logger log = (Logger) LoggerFactory.getLogger(TokenHolder.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    log.addAppender(said);
    try (RecordingServer api = RecordingServer.answering(200)) {
      use(api, file);
      bench.get(api.uri());
      bench.clock.advance(Duration.ofMinutes(1));
      bench.get(api.uri());
    } finally {
      log.detachAppender(said);
    }
    assertThat(said.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "hubspot: the token has the scope other and not read:leads, so the API will refuse it."
                + " Have a token made that has it.");
  }

  private void use(RecordingServer api, Path file) {
    Map<String, String> settings =
        Map.of(
            "camel.oauth.hubspot.dialect", "bearer-token",
            "camel.oauth.hubspot.token-file", file.toString(),
            "camel.oauth.hubspot.api-url", api.uri().toString());
    Settings read = Settings.of(settings, bench.secrets);
    bench.use(ConnectionSettings.from(read, "hubspot", "read:leads"), bench.gate(0));
  }
}
