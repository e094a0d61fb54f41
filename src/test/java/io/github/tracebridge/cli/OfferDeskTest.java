package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of a price desk, as it types them. */
class OfferDeskTest {
  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Sandbox sandbox =
      Sandbox.start(0, Knobs.defaults().with("{quota:{requests:0}}"), Clock.systemUTC());
  private Path config;

  @BeforeEach
  void begin() throws IOException {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    Files.createDirectories(folder.resolve("offers/inbox"));
    config =
        Files.writeString(
            folder.resolve("tracebridge.properties"),
            """
            trace.auth-url=%s
            camel.oauth.trace-upload.client-id=price-desk
            camel.oauth.trace-upload.client-secret=sandbox-upload-secret
            camel.oauth.trace-upload.audience=%s
            data.dir=%s
            offers.settle=0s
            offers.hold-above=10
            quota.requests=0
            """
                .formatted(sandbox.uri(), Knobs.AUDIENCE, folder));
  }

  @AfterEach
  void end() {
    System.setOut(out);
    System.setErr(err);
    sandbox.close();
  }

  @Test
  void aFileIsFollowedFromTheInboxToItsReceipt() throws IOException {
    drop("one.json", 70);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("sync: offers: 1 file: 1 done; 2 requests: 1 login, 1 upload");
    assertThat(run("offers", "status")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("     1  done", "done/one--");
    assertThat(run("receipts", "verify")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("receipts: 1 files, 0 findings");
  }

  @Test
  void aHeldFileNeedsAPersonAndIsApproved() throws IOException {
    drop("one.json", 70);
    run("sync", "--once");
    drop("two.json", 90);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(run("offers", "approve", "1")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said()).contains("file 1 is not held but published.");
    assertThat(run("offers", "approve", "2")).isEqualTo(ExitCode.DONE);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(sandbox.counters().requests(RequestKind.UPLOAD)).isEqualTo(2);
  }

  @Test
  void aFinishedFileIsResubmitted() throws IOException {
    drop("one.json", 70);
    run("sync", "--once");
    assertThat(run("offers", "resubmit", "1")).isEqualTo(ExitCode.DONE);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(sandbox.counters().requests(RequestKind.UPLOAD)).isEqualTo(2);
    assertThat(run("offers", "resubmit", "7")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said()).contains("there is no file 7.");
    assertThat(run("offers", "resubmit", "one.json")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said())
        .contains("expected a number as offers status shows it, but was \"one.json\"");
  }

  @Test
  void anOlderFileIsNotResubmittedBehindANewerOne() throws IOException {
    drop("one.json", 70);
    run("sync", "--once");
    drop("two.json", 71);
    run("sync", "--once");
    assertThat(run("offers", "resubmit", "1")).isEqualTo(ExitCode.BAD_USE);
    assertThat(said()).contains("file 1 is not taken again: file 2 arrived later and went up");
  }

  @Test
  void whatWaitsForItsSidecarIsSaid() throws IOException {
    Files.writeString(config, "\noffers.sidecar=done\n", StandardOpenOption.APPEND);
    drop("one.json", 70);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("sync: offers: 0 files, 1 not taken yet;");
  }

  @Test
  void whatCannotBeTakenIsShown() throws IOException {
    drop("one.json", 70);
    Files.createSymbolicLink(folder.resolve("offers/inbox/link.json"), config);
    assertThat(run("sync", "--once")).isEqualTo(ExitCode.FAILED);
    assertThat(said()).contains("sync: offers: 1 file: 1 done, 1 stuck;");
    run("offers", "status");
    assertThat(said()).containsPattern("waiting +inbox/link.json").contains("done/one--");
    run("offers", "status", "--json");
    assertThat(said()).contains("\"place\" : \"inbox/link.json\"");
  }

  @Test
  void whatWasChangedBehindTheLedgerIsFound() throws IOException {
    drop("one.json", 70);
    run("sync", "--once");
    try (Stream<Path> files = Files.list(folder.resolve("offers/done"))) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".txt")) {
          Files.writeString(file, "published twice", StandardOpenOption.APPEND);
        } else if (file.toString().endsWith(".receipt.json")) {
          Files.copy(file, file.resolveSibling("other.receipt.json"));
        } else {
          Files.delete(file);
        }
      }
    }
    assertThat(run("receipts", "verify")).isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(said())
        .contains(".receipt.txt is not what was written.")
        .contains("-1.json is gone.")
        .contains("done/other.receipt.json is not of this ledger.")
        .contains("1 files, 3 findings");
  }

  @Test
  void aMachineReadsTheStatusAsJson() throws IOException {
    drop("one.json", 70);
    run("sync", "--once");
    said.reset();
    run("offers", "status", "--json");
    JsonNode status = new ObjectMapper().readTree(said.toByteArray());
    assertThat(status.at("/0/state").asText()).isEqualTo("done");
    assertThat(status.at("/0/number").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offers status", "state show", "leads list"})
  void withoutALedgerThatIsSaid(String command) {
    assertThat(run(command.split(" "))).isEqualTo(ExitCode.FAILED);
    assertThat(said()).contains("there is no ledger in " + folder + " yet.");
  }

  private int run(String... command) {
    String[] all =
        Stream.concat(Stream.of(command), Stream.of("--config", "" + config))
            .toArray(String[]::new);
    return Tracebridge.run(all);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private void drop(String name, int price) throws IOException {
    Files.writeString(
        folder.resolve("offers/inbox").resolve(name),
        """
        {"offer":{"name":"A","tariffType":5,"countryCode":"DE","technology":"Solar",
         "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
           "negativePrices":"Excluded","hedgeSharePercent":1},
         "priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%d}}]}}"""
            .formatted(price));
  }
}
