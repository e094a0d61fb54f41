package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job with its client secret in a vault. */
class VaultTest {
  private static final String FROM = "camel.oauth.trace-crm.client-secret-from";

  @TempDir Path folder;

  private final PrintStream before = System.out;
  private final PrintStream errorsBefore = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path vault;
  private WholeJob made;

  @BeforeEach
  void make() {
    vault = folder.resolve("vault");
    made = new WholeJob(folder).leads(20);
    from("folder-vault:" + vault.resolve("secret"));
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(out);
  }

  @AfterEach
  void restore() {
    System.setOut(before);
    System.setErr(errorsBefore);
    made.close();
  }

  @Test
  void checkPassesWhereItIsThere() throws IOException {
    keep(WholeJob.CLIENT_SECRET);
    assertThat(command("check")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("token of trace-crm        ok, ");
  }

  @ParameterizedTest
  @CsvSource({"check, 'token of trace-crm        FAILED: '", "sync --once, ''"})
  void aVaultThatIsAwayIsSaid(String command, String row) throws IOException {
    assertThat(command(command.split(" "))).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            row
                + FROM
                + ": the vault gave no secret (connection refused). Check the name, the vault and its own settings.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "run", "sync --once"})
  void oneThatCamelDoesNotKnowIsRefusedAtTheStart(String command) throws IOException {
    from("hashicorp:secret:trace#secret");
    assertThat(command(command.split(" "))).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            FROM + ": hashicorp needs Camel's camel-hashicorp-vault, which is not there. Put ");
  }

  @Test
  void aRunGoesOnAsSoonAsTheVaultIsBack() throws Exception {
    made.set(Setting.LEADS_SCHEDULE, "300ms");
    try (Job job = made.scheduled()) {
      job.start();
      await().until(() -> job.leads().orElseThrow().report().fault().isPresent());
      assertThat(made.lines().size()).isZero();
      keep(WholeJob.CLIENT_SECRET);
      await().until(() -> made.lines().size() == 20);
    }
  }

  private void keep(String secret) throws IOException {
    Files.writeString(Files.createDirectories(vault).resolve("secret"), secret);
  }

  private void from(String place) {
    made.setOf("trace-crm", Setting.CLIENT_SECRET, "")
        .setOf("trace-crm", Setting.CLIENT_SECRET_FROM, place);
  }

  private int command(String... words) throws IOException {
    String[] whole = new String[words.length + 2];
    System.arraycopy(words, 0, whole, 0, words.length);
    whole[words.length] = "--config";
    whole[words.length + 1] = made.settingsFile().toString();
    return Tracebridge.run(whole);
  }
}
