package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sink.TestCrm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of leads at sinks, and does about them. */
class LeadsCommandTest {
  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final TestCrm crm = new TestCrm();
  private final Sandbox sandbox =
      Sandbox.start(0, Knobs.defaults().with("{quota:{requests:0}}"), Clock.systemUTC());
  private Path config;
  private String poisoned;

  @BeforeEach
  void begin() throws IOException {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    sandbox.leads().fill(20);
    poisoned = sandbox.leads().truth().next().id().toString();
    crm.refuses = lead -> lead.path("id").asText().equals(poisoned);
    config =
        Files.writeString(
            folder.resolve("tracebridge.properties"),
            """
            trace.auth-url=%s
            camel.oauth.trace-crm.client-id=crm-sync
            camel.oauth.trace-crm.client-secret=sandbox-secret
            camel.oauth.trace-crm.audience=%s
            data.dir=%s
            leads.sinks=file,http
            sinks.http.url=%s/leads
            quota.requests=0
            """
                .formatted(sandbox.uri(), Knobs.AUDIENCE, folder, crm.uri()));
  }

  @AfterEach
  void end() {
    System.setOut(out);
    System.setErr(err);
    crm.close();
    sandbox.close();
  }

  @Test
  void aRejectedLeadIsShownMendedAndReplayed() {
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(said()).contains("20 seen, 39 delivered, 0 pending, 0 rejected, 1 in quarantine");
    assertThat(run("leads", "rejected", "--bodies")).isEqualTo(ExitCode.DONE);
    assertThat(said())
        .contains(poisoned + "  http: quarantined since ", "it answered 422.", "1 to look at")
        .contains("answered: {\"message\":\"unwanted: ***\"}");
    crm.refuses = lead -> false;
    assertThat(run("leads", "replay", "--all", "--dry-run")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("1 would go out again");
    assertThat(run("leads", "replay", "--sink", "http", poisoned)).isEqualTo(ExitCode.DONE);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(crm.byId).containsKey(poisoned);
    said.reset();
    assertThat(run("explain", poisoned)).isEqualTo(ExitCode.DONE);
    assertThat(
            said()
                .lines()
                .map(line -> line.replaceAll("run [0-9A-F]+-[0-9A-F]+$", "run R"))
                .map(line -> line.replaceAll("^\\S+ +", "").replaceAll("\\d{4}-\\S+", "…")))
        .filteredOn(line -> line.contains("http") || line.contains("seen"))
        .containsExactly(
            "version 1  seen created  run R",
            "version 1  sink http: refused, it answered 422.  run R",
            "version 1  sink http: replayed",
            "version 1  sink http: delivered  run R",
            "http: done since …");
  }

  @Test
  void nothingIsReplayedThatIsNotRejected() {
    run("sync", "--once");
    assertThat(run("leads", "replay", "nobody")).isEqualTo(ExitCode.BAD_USE);
    assertThat(run("leads", "replay")).isEqualTo(ExitCode.BAD_USE);
    assertThat(run("leads", "replay", "--all", "--reason", "100%")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("0 go out at the job's next look");
  }

  @Test
  void aMappingIsTriedBeforeItIsUsed() throws IOException {
    run("sync", "--once");
    Path mapping =
        Files.writeString(
            folder.resolve("other.jslt"), "{\"mail\": required(\"/contact/fax\", \"string\")}");
    said.reset();
    assertThat(run("leads", "map", "--sink", "http", "--since", "7d", "--mapping", "" + mapping))
        .isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(said())
        .contains(
            "+ quarantine: /contact/fax: expected the type string, but was missing",
            "20 leads: 20 would differ, 20 would go into quarantine");
    assertThat(run("leads", "map", "--sink", "http", "--since", "7d")).isEqualTo(ExitCode.DONE);
    assertThat(run("leads", "map", "--sink", "http", "--sample")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("\"contact@example.com\"");
    assertThat(run("leads", "map", "--sink", "http", "--lead", poisoned)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aForgottenLeadIsNowhereAndComesNotAgain() throws IOException {
    crm.refuses = lead -> false;
    run("sync", "--once");
    String id = poisoned;
    String email = crm.byId.get(id).at("/contact/email").asText();
    assertThat(run("leads", "forget", id)).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("files changed: 1", "sink http got it: erase it there");
    sandbox.leads().change(List.of(java.util.UUID.fromString(id)));
    int before = crm.requests.size();
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(crm.requests).hasSize(before);
    assertThat(run("leads", "show", id)).isEqualTo(ExitCode.DONE);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(email);
      }
    }
  }

  @Test
  void aSinkThatThereIsNotIsSaidAndOneThatIsOffMayBeNamed() throws IOException {
    run("sync", "--once");
    String sentence =
        "there is no sink nosuch. There are file, http, hubspot, kafka, salesforce, tryton.";
    for (String command :
        List.of(
            "map --sink nosuch --sample", "replay --all --sink nosuch", "rejected --sink nosuch")) {
      said.reset();
      assertThat(run(("leads " + command).split(" "))).as(command).isEqualTo(ExitCode.BAD_USE);
      assertThat(said()).contains(sentence);
    }
    Files.writeString(config, Files.readString(config).replace("file,http", "file"));
    assertThat(run("leads", "rejected", "--sink", "http")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("1 to look at");
  }

  @Test
  void oneThatIsNotThereIsKeptFromComing() {
    run("sync", "--once");
    said.reset();
    assertThat(run("leads", "forget", "no-such-id")).isEqualTo(ExitCode.DONE);
    assertThat(said())
        .contains(
            "the ledger has no lead no-such-id; its id is kept, so that it does not come; files"
                + " changed: 0")
        .doesNotContain("is forgotten");
  }

  @Test
  void headersOfASinkMayBeInAFileAndAreSeenByNobodyElse() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "X-Api-Key: marker-1\nX-More: a\n");
    String settings = Files.readString(config) + "sinks.http.headers-file=" + secret;
    Files.writeString(config, settings + "\nsinks.http.headers=X-Source: TRACE\n");
    crm.why = lead -> TestCrm.message("not with marker-1");
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(crm.requests.get(0).headers())
        .containsEntry("X-api-key", List.of("marker-1"))
        .containsEntry("X-more", List.of("a"))
        .containsEntry("X-source", List.of("TRACE"));
    Files.writeString(secret, "X-Api-Key marker-nameless");
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said()).contains("sinks.http.headers: expected headers", "but was \"***\"");
    Files.delete(secret);
    assertThat(run("check")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said()).contains("sinks.http.headers-file: the file " + secret + " cannot be read");
  }

  @Test
  void filesOfALeadAreShownAndForgottenWithIt() throws IOException {
    Files.writeString(config, Files.readString(config) + "leads.files=all\n");
    crm.refuses = lead -> false;
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(said()).containsPattern("20 seen, 40 delivered, .* \\d+ files fetched");
    Path kept;
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      kept = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    String id = kept.getParent().getFileName().toString();
    said.reset();
    assertThat(run("leads", "show", id)).isEqualTo(ExitCode.DONE);
    String file = "file " + id + "/" + kept.getFileName() + ": done since ";
    assertThat(said()).contains(file, ", 20000 bytes, sha256 ");
    assertThat(run("leads", "show", id, "--json")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("\"bytes\" : 20000");
    assertThat(run("explain", id)).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("now  " + file);
    Files.writeString(
        folder.resolve("files.jslt"), "{\"files\": [for ($files) .path], \"ref\": $id}");
    said.reset();
    run("leads", "map", "--sink", "http", "--lead", id, "--mapping", folder + "/files.jslt");
    assertThat(said()).contains("\"" + id + "/" + kept.getFileName() + "\"");
    assertThat(run("leads", "forget", id)).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("erased: ");
    assertThat(kept.getParent()).doesNotExist();
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(kept.getParent()).doesNotExist();
  }

  private int run(String... arguments) {
    return Tracebridge.run(
        Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
            .toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
