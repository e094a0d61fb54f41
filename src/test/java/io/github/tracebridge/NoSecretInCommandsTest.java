package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.cli.Tracebridge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command with connections of every dialect. What it prints and writes is looked at by {@link
 * SecretWatch}.
 */
class NoSecretInCommandsTest {
  @TempDir Path folder;
  private WholeJob whole;

  @AfterEach
  void close() {
    if (whole != null) {
      whole.close();
    }
  }

  @Test
  void noCommandSaysOrKeepsOne() throws Exception {
    whole = new WholeJob(folder).leads(20).offers();
    connect(
        "der-connect", "client-secret-post", "/am/oauth2/realms/root/realms/difesp/access_token");
    connect("openesg", "client-secret-basic", "/o/token/");
    connect("jwt-system", "client-secret-basic", "/oauth/v2/token");
    connect("hubspot", "bearer-token", "");
    Path offer = Path.of("examples/offers/ppa/upstream-solar-payasproduced.json");
    Files.copy(offer, Files.createDirectories(folder.resolve("offers/inbox")).resolve("p.json"));
    for (String command :
        List.of(
            "sync --once",
            "check",
            "discover --json",
            "discover --write",
            "state show --json",
            "offers status --json",
            "offers validate --json " + offer,
            "receipts verify",
            "call trace-crm GET /api/crm/leads/energy-tariff --include --all-pages",
            "call der-connect GET /connect/v1/onboarding/types/entities --include",
            "call openesg GET /api/v1/report-templates --include",
            "call jwt-system GET /api/v2/account --include")) {
      assertThat(run(command)).as(command).isZero();
    }
    assertThat(run("call hubspot GET /crm/v3/objects")).as("not its own token").isOne();
    assertThat(whole.sandbox().mintedTokens()).as("a token a system").hasSizeGreaterThan(4);
    assertThat(Markers.in(whole.sandbox().mintedTokens().toString())).isNotEmpty();
  }

  /** The launcher as it is, with a java that only says what it was told. */
  @Test
  void theLauncherMakesNoArgumentOfOne() throws Exception {
    Path target = Files.createDirectories(folder.resolve("home/target"));
    Files.createFile(Files.createDirectory(target.resolve("lib")).resolve("tracebridge.jar"));
    Files.createFile(target.resolve("built"));
    Path launcher = Files.copy(Path.of("tracebridge"), folder.resolve("home/tracebridge"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\ncase $* in *demo*) exit 1 ;; esac\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder process = new ProcessBuilder(launcher.toString(), "sync", "--once");
    process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    process.environment().put("CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", "marker-launcher");
    Process run = process.redirectErrorStream(true).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("io.github.tracebridge.cli.Tracebridge sync --once");
    assertThat(Markers.in(said)).isEmpty();
  }

  private int run(String command) throws IOException {
    String[] words = (command + " --config " + whole.settingsFile()).split(" ");
    return Tracebridge.run(words);
  }

  /** With id and secret of the sandbox, which has one client a system, named for it. */
  private void connect(String name, String dialect, String tokenPath) {
    String client = Map.of("der-connect", "der", "openesg", "esg").getOrDefault(name, "jwt");
    String own = "camel.oauth." + name + ".";
    whole.set(own + "dialect", dialect).set(own + "api-url", whole.sandbox().uri().toString());
    if (tokenPath.isEmpty()) {
      whole.set(own + "token", "marker-hubspot");
      return;
    }
    whole
        .set(own + "token-endpoint", whole.sandbox().uri() + tokenPath)
        .set(own + "client-id", client + "-client")
        .set(own + "client-secret", "sandbox-" + client + "-secret")
        .set(own + "scope", name.equals("der-connect") ? "esp" : "");
  }
}
