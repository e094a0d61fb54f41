package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.lead.Certificate;
import io.github.tracebridge.lead.Certificate.AtSink;
import io.github.tracebridge.lead.Certificates;
import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of completeness, by the real program: what is missing is found and brought. */
class VerifyTest {
  @TempDir Path folder;
  private final Instant now = Clock.systemUTC().instant();
  private Said said;
  private WholeJob job;

  @BeforeEach
  void begin() throws Exception {
    said = new Said();
    job = new WholeJob(folder).leads(150).sync();
  }

  @AfterEach
  void end() {
    said.close();
    job.close();
  }

  @Test
  void whereNothingIsMissingThatIsCertified() throws Exception {
    assertThat(verifyAll()).isZero();
    Certificate made = certificate();
    assertThat(made.source()).isEqualTo(150);
    assertThat(made.idHash()).isEqualTo(hash(job.leadIds()));
    assertThat(made.fetched()).isEqualTo(150);
    assertThat(made.sinks()).containsExactly(new AtSink("file", 150, 0, 0, 0));
    assertThat(made.missing()).isZero();
    assertThat(made.gap()).isZero();
    assertThat(said.text())
        .containsPattern("source +150\\R")
        .containsPattern("sink file +150 delivered, 0 rejected, 0 pending\\R")
        .containsPattern("gap +0\\R");
    assertThat(job.lines().size()).as("nothing goes out again").isEqualTo(150);
  }

  @Test
  void aLeadThatWasTakenOutOfTheLedgerByHandIsFoundAndDelivered() throws Exception {
    String id = job.leadIds().get(70);
    job.ledger(jdbi -> jdbi.withHandle(tx -> tx.execute("delete from lead where lead_id = ?", id)));
    assertThat(verifyAll()).isEqualTo(3);
    assertThat(certificate().missingIds()).containsExactly(id);
    assertThat(certificate().gap()).isZero();
    assertThat(said.text()).containsPattern("missing +1 before, taken in by this walk\\R +" + id);
    assertThat(job.lines().ofLead(id)).hasSize(2);
    assertThat(verifyAll()).as("it is there now").isZero();
  }

  @Test
  void soIsOneThatWasAddedToTheSourceBehindTheCursor() throws Exception {
    UUID late = job.sandbox().leads().addLate(1, Duration.ofDays(3)).get(0);
    job.sync();
    assertThat(job.lines().ofLead(late)).as("no walk by the schedule sees it").isEmpty();
    assertThat(verifyAll()).isEqualTo(3);
    assertThat(certificate().missingIds()).containsExactly(late.toString());
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aDayIsOneOfUtcAndYesterdayIfNothingIsSaid() throws Exception {
    assertThat(job.command("verify")).isZero();
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    assertThat(certificate().to()).isEqualTo(today);
    assertThat(certificate().from()).isEqualTo(today.minus(1, ChronoUnit.DAYS));
    assertThat(certificate().fetched()).isEqualTo(createdOn(today.minus(1, ChronoUnit.DAYS)));
    assertThat(job.command("verify", "--day", "2099-01-01")).isEqualTo(2);
    assertThat(said.text()).contains("which is still to come. Name one that is over.");
  }

  @Test
  void whatASinkHasNotYetIsPendingAndWhatItRefusedRejected() throws Exception {
    try (TestCrm crm = new TestCrm()) {
      String poisoned = job.leadIds().get(3);
      crm.refuses = lead -> lead.path("id").asText().equals(poisoned);
      job.restart()
          .set(Setting.LEADS_SINKS, "file,http")
          .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
          .sync();
      job.restart();
    }
    Files.move(folder.resolve("leads"), folder.resolve("elsewhere"));
    Files.createFile(folder.resolve("leads"));
    job.sandbox().leads().addLate(2, Duration.ofDays(3));
    assertThat(verifyAll()).isEqualTo(3);
    assertThat(certificate().sinks())
        .containsExactly(new AtSink("file", 150, 0, 2, 0), new AtSink("http", 149, 1, 2, 0));
    assertThat(certificate().gap()).isZero();
    assertThat(said.text()).contains("sink file does not take leads");
  }

  @Test
  void onPostgresqlItIsTheSame(@TempDir Path other) throws Exception {
    LedgerSettings ledger = Database.POSTGRESQL.fresh(other);
    try (TestCrm crm = new TestCrm();
        WholeJob onPostgresql = new WholeJob(other).leads(150)) {
      onPostgresql
          .set(Setting.LEDGER_URL, ledger.url())
          .set(Setting.LEDGER_USERNAME, ledger.username())
          .set(Setting.LEADS_SINKS, "file,http")
          .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
          .sync();
      onPostgresql.sandbox().leads().addLate(1, Duration.ofDays(3));
      String[] verify = {"verify", "--from", "2020-01-01", "--to", "" + now};
      assertThat(onPostgresql.command(verify)).isEqualTo(3);
      assertThat(said.text())
          .containsPattern("missing +1 before")
          .containsPattern("sink http +15[01] delivered, 0 rejected, [01] pending")
          .containsPattern("gap +0");
      assertThat(onPostgresql.command("state", "rewind", "created", "1d")).isZero();
      assertThat(onPostgresql.command(verify)).isZero();
    }
  }

  @Test
  void aDeliveryThatTheLedgerLostIsAGap() throws Exception {
    try (TestCrm crm = new TestCrm()) {
      job.restart()
          .set(Setting.LEADS_SINKS, "http")
          .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
          .sync();
      job.ledger(
          jdbi ->
              jdbi.withHandle(
                  tx ->
                      tx.execute("delete from delivery where lead_id = ?", job.leadIds().get(70))));
      assertThat(verifyAll()).isEqualTo(1);
    }
    assertThat(certificate().sinks()).containsExactly(new AtSink("http", 149, 0, 0, 1));
    assertThat(certificate().gap()).isEqualTo(1);
    assertThat(said.text()).contains("1 unaccounted for");
    assertThat(job.command("verify", "--day", "2020-01-01")).isZero();
    assertThat(gaps()).as("another window's certificate heals none").isEqualTo(1);
    assertThat(job.command("verify", "--from", "2019-01-01", "--to", "" + now)).isEqualTo(1);
    assertThat(gaps()).as("one that covers it takes its place").isEqualTo(1);
  }

  private int gaps() {
    return job.ledger(jdbi -> new Certificates(jdbi).gaps().size());
  }

  @Test
  void oneThatNobodyLooksAfterBlocksNoOther() throws Exception {
    ask(now.minusSeconds(200_000), now.minus(Duration.ofMinutes(3)));
    assertThat(job.command("verify", "--day", "2020-01-01")).isZero();
  }

  @Test
  void oneThatWasAskedForJustNowDoes() throws Exception {
    ask(now.minusSeconds(200_000), now);
    assertThat(job.command("verify", "--day", "2020-01-01")).isEqualTo(2);
    assertThat(said.text()).contains("is open, which somebody asked for at ");
  }

  private void ask(Instant from, Instant at) {
    job.<Long>ledger(
        jdbi ->
            new WindowWalks(jdbi, Clock.fixed(at, ZoneOffset.UTC))
                .ask(Purpose.VERIFY, new Window(from, now), "somebody"));
  }

  @Test
  void whatVanishedOrIsNoLeadOrForgottenHasItsAccount() throws Exception {
    job.sandbox().leads().delete(2);
    job.sandbox().leads().addPoison(Poison.WITHOUT_ID);
    Instant over = Clock.systemUTC().instant().plusSeconds(1);
    String forgotten = job.leadIds().get(0);
    assertThat(job.command("leads", "forget", forgotten)).isZero();
    said.text();
    // the poison is of this second, and a window that is to come is refused
    org.awaitility.Awaitility.await().until(() -> verify(over) == 0);
    Certificate made = certificate();
    assertThat(made.source()).isEqualTo(149);
    assertThat(made.rejectedRows()).isEqualTo(1);
    assertThat(made.forgotten()).isEqualTo(1);
    assertThat(made.vanished()).isEqualTo(2);
    assertThat(made.fetched()).isEqualTo(149);
    assertThat(made.gap()).isZero();
    assertThat(said.text()).contains("of them 2 vanished from TRACE, and 1 forgotten");
  }

  @Test
  void aWalkThatIsNotProvedCertifiesNothing() throws Exception {
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1).onPage(3));
    job.restart().set(Setting.HTTP_RETRIES, "0");
    assertThat(verifyAll()).isEqualTo(1);
    assertThat(said.text()).contains(" is not proved: ");
    assertThat(job.command("verify", "--last")).isEqualTo(2);
    assertThat(said.text()).contains("there is no certificate yet.");
  }

  @Test
  void theLastOneIsShownAgain() throws Exception {
    verifyAll();
    String shown = said.text();
    assertThat(job.command("verify", "--last")).isZero();
    assertThat(said.text()).contains(shown.substring(shown.indexOf("window")));
    assertThat(job.command("verify", "--last", "--json")).isZero();
    assertThat(said.text()).contains("\"idHash\" : \"" + certificate().idHash(), "\"gap\" : 0");
  }

  @Test
  void whereLeadsTellNoTimeOfCreationThatIsSaid() throws Exception {
    job.ledger(jdbi -> jdbi.withHandle(tx -> tx.execute("update lead set created_at = null")));
    job.set(Setting.LEAD_CREATED, "");
    assertThat(verifyAll()).isZero();
    assertThat(said.text()).contains("150 of these leads have no time at trace.leads.created");
  }

  @Test
  void aLeadThatAVerificationSawHasNotVanished() throws Exception {
    job.sandbox().leads().addLate(1, Duration.ofDays(3));
    verifyAll();
    UUID found = UUID.fromString(certificate().missingIds().get(0));
    job.sandbox().leads().delete(List.of(found));
    job.reconcile();
    assertThat(job.lines().of("vanished")).as("one walk of all did not see it").isEmpty();
    job.reconcile();
    assertThat(job.lines().of("vanished")).hasSize(1);
  }

  private long createdOn(Instant day) {
    String created = "select created_at from lead";
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select(created).mapTo(Instant.class).stream()
                        .filter(at -> at.truncatedTo(ChronoUnit.DAYS).equals(day))
                        .count()));
  }

  private int verifyAll() throws Exception {
    return verify(now);
  }

  private int verify(Instant to) throws Exception {
    return job.command(
        "verify", "--from", "2020-01-01", "--to", "" + to.truncatedTo(ChronoUnit.SECONDS));
  }

  private Certificate certificate() {
    return job.ledger(jdbi -> new Certificates(jdbi).last().orElseThrow());
  }

  private static String hash(List<String> ids) throws Exception {
    String sorted = ids.stream().sorted().map(id -> id + "\n").collect(Collectors.joining());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(sorted.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
