package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultSecretTest {
  private static final String FROM = "camel.oauth.trace-crm.client-secret-from";

  @TempDir Path folder;

  private final Bench bench = Bench.onSqlite();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void close() throws IOException {
    camel.close();
    bench.close();
  }

  @Test
  void itIsAskedForAnewForEachToken() throws IOException {
    Path vault = use(keep("sandbox-secret\n"));
    assertThat(bench.page()).isEqualTo(200);
    bench.turn(
        "{login:{clients:[{id:'crm-sync',secret:'rotated {{in}} %41 ß',audience:'https://sandbox.tracebridge/trace',scopes:['read:leads']}]}}");
    Files.writeString(vault, "rotated {{in}} %41 ß");
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.logins()).isEqualTo(1);
    bench.clock.advance(Duration.ofHours(25));
    assertThat(bench.page()).isEqualTo(200);
    assertThat(bench.logins()).isEqualTo(2);
    assertThat(bench.secrets.mask("sandbox-secret, rotated {{in}} %41 ß")).isEqualTo("***, ***");
  }

  @Test
  void aNewOneInTheVaultEndsARefusalAtOnce() throws IOException {
    Path vault = use(keep("wrong-secret"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(bench::page).isInstanceOf(Fault.LoginRefused.class);
    }
    assertThat(bench.logins()).isEqualTo(1);
    Files.writeString(vault, "sandbox-secret");
    assertThat(bench.page()).isEqualTo(200);
  }

  @Test
  void aVaultThatIsAwayIsTriedAgain() throws IOException {
    Path vault = use(keep("sandbox-secret"));
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    assertThatThrownBy(bench::page)
        .isInstanceOf(Fault.Transient.class)
        .hasMessage(
            FROM
                + ": the vault gave no secret (connection refused). Check the name, the vault and its own settings.");
    assertThat(bench.logins()).isZero();
    Files.move(away, folder);
    assertThat(vault).exists();
    assertThat(bench.page()).isEqualTo(200);
  }

  @Test
  void soIsOneThatHasNoSuchSecret() throws IOException {
    Path vault = use(keep(" \n"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(bench::page)
          .isInstanceOf(Fault.Transient.class)
          .hasMessage(
              FROM
                  + ": the vault gave no secret (it has none of that name). Check the name, the"
                  + " vault and its own settings.");
      Files.deleteIfExists(vault);
    }
  }

  @Test
  void aTokenCanBeThereToo() throws IOException {
    Path vault = keep("first-token");
    try (RecordingServer api = RecordingServer.answering(200)) {
      bind(
          Map.of(
              "camel.oauth.hubspot.dialect",
              "bearer-token",
              "camel.oauth.hubspot.token-from",
              "folder-vault:" + vault,
              "camel.oauth.hubspot.api-url",
              api.uri().toString()),
          "hubspot");
      bench.get(api.uri());
      Files.writeString(vault, "second-token");
      bench.clock.advance(Duration.ofSeconds(31));
      bench.get(api.uri());
      assertThat(api.requests)
          .extracting(headers -> headers.getFirst("Authorization"))
          .containsExactly("Bearer first-token", "Bearer second-token");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my-secret | expected a vault and a name in it such as aws:trace. Correct it.",
        "aws: | expected a vault and a name in it such as aws:trace. Correct it.",
        "my:secret | there is no vault of that name; expected one of aws, azure, gcp, hashicorp,"
            + " secret, or env. Correct it.",
        "aws:trace | aws needs Camel's camel-aws-secrets-manager, which is not there. Put"
            + " camel-aws-secrets-manager-4.18.0.jar and the jars that it needs into the program's"
            + " folder ext/."
      })
  void whereThereIsNoSuchVaultTheStartIsRefused(String from, String sentence) {
    Map<String, String> settings = settings(from);
    Settings read = Settings.of(settings, bench.secrets);
    assertThatThrownBy(() -> ConnectionSettings.from(read, "trace-crm"))
        .isInstanceOf(SettingException.class)
        .hasMessage(FROM + ": " + sentence);
  }

  private Path keep(String secret) throws IOException {
    return Files.writeString(folder.resolve("secret"), secret);
  }

  /** The vault's secret for the bench's only connection from here on. */
  private Path use(Path secret) {
    bind(settings("folder-vault:" + secret), "trace-crm");
    return secret;
  }

  private void bind(Map<String, String> settings, String connection) {
    Settings read = Settings.of(settings, bench.secrets);
    bench.use(ConnectionSettings.from(read, connection), bench.gate(0));
    camel.getRegistry().bind(connection, bench.connection());
  }

  private Map<String, String> settings(String from) {
    return Map.of(
        "trace.auth-url",
        bench.sandbox.uri().toString(),
        "camel.oauth.trace-crm.client-id",
        "crm-sync",
        "camel.oauth.trace-crm.audience",
        "https://sandbox.tracebridge/trace",
        FROM,
        from);
  }
}
