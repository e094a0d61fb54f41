package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was created in a window is brought by the real program, and nothing else is moved. */
class BackfillTest {
  @TempDir Path folder;
  private final Instant today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
  private Said said;
  private WholeJob job;

  @BeforeEach
  void begin() {
    said = new Said();
    job = new WholeJob(folder).leads(150);
  }

  @AfterEach
  void end() {
    said.close();
    job.close();
  }

  @Test
  void bringsWhatWasCreatedInTheWindowAndNothingElse() throws Exception {
    assertThat(backfill(20, 10)).isZero();
    List<Instant> brought = created();
    assertThat(brought).isNotEmpty().allMatch(this::isInWindow);
    assertThat(job.lines().size()).isEqualTo(brought.size());
    assertThat(said.text()).contains("backfill of ", ": " + brought.size() + " leads in ");
    job.sync();
    assertThat(created().stream().filter(this::isInWindow)).hasSameSizeAs(brought);
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void theWindowBeginsWithItsFirstSecondAndEndsBeforeItsLast() throws Exception {
    backfill(20, 10);
    Instant second = created().get(3).truncatedTo(ChronoUnit.SECONDS);
    Job asking = job.job();
    assertThat(asking.plan(new Window(second, second.plusSeconds(1))).leads()).isEqualTo(1);
    assertThat(asking.plan(new Window(second.minusSeconds(9), second)).leads()).isZero();
    assertThat(asking.plan(new Window(second.plusSeconds(1), second.plusSeconds(9))).leads())
        .isZero();
  }

  @Test
  void whatIsKnownIsNotDeliveredAgainAndNoOtherWalkMoves() throws Exception {
    job.sync();
    List<Map<String, Object>> walks = rows("select * from walk order by series");
    String passes = "select lead_id, created_pass, updated_pass, full_pass from lead order by 1";
    List<Map<String, Object>> seen = rows(passes);
    assertThat(backfill(40, 0)).isZero();
    assertThat(job.lines().size()).isEqualTo(150);
    assertThat(rows("select * from walk order by series")).isEqualTo(walks);
    assertThat(rows(passes)).isEqualTo(seen);
  }

  @Test
  void itsLeadsAreNeverFresh() throws Exception {
    job.sandbox().leads().addLate(3, java.time.Duration.ofMinutes(2));
    job.command("backfill", "--from", "" + today.minusSeconds(86400), "--to", "" + tomorrow());
    assertThat(rows("select 1 from lead_version")).hasSizeGreaterThan(3);
    assertThat(rows("select 1 from lead_version where fresh")).isEmpty();
    job.sandbox().leads().add(1);
    job.sync();
    assertThat(rows("select 1 from lead_version where fresh")).as("one that is live").hasSize(1);
  }

  @Test
  void aFreshLeadThatIsDueStaysFreshWhenItBringsANewerVersion() throws Exception {
    job.set(Setting.LEADS_SINKS, "http").setOf("http", Setting.SINK_URL, "http://127.0.0.1:1");
    List<UUID> live = job.sync().sandbox().leads().add(1);
    job.sync().sandbox().leads().change(live);
    job.command("backfill", "--from", "2020-01-01", "--to", "" + tomorrow());
    assertThat(rows("select version from lead where lead_id = '" + live.get(0) + "'"))
        .containsExactly(Map.of("version", 2));
    assertThat(job.deliveries("fresh and lead_id = '" + live.get(0) + "'")).hasSize(1);
  }

  @Test
  void leadsThatComeChangeAndGoMeanwhileAreTakenAsTheyAre() throws Exception {
    job.sandbox().faults().seed(7);
    job.sandbox().faults().set(FaultKind.LEAD_CHANGED, Fault.rate(0.7));
    job.sandbox().faults().set(FaultKind.LEAD_DELETED, Fault.rate(0.2));
    job.sandbox().faults().set(FaultKind.LEAD_INSERTED, Fault.rate(0.2));
    job.command("backfill", "--from", "2020-01-01", "--to", "" + tomorrow());
    job.sandbox().faults().clear();
    assertThat(rows("select 1 from lead_version where version > 1")).isNotEmpty();
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void itKeepsToTheQuota() throws Exception {
    job.turn("{quota:{requests:20,window:'PT1S'}}")
        .set(Setting.QUOTA_REQUESTS, "20")
        .set(Setting.PAGE_SIZE, "5");
    job.sandbox().resetCounters();
    assertThat(job.command("backfill", "--from", "2020-01-01", "--to", "" + tomorrow())).isZero();
    assertThat(job.pages()).as("30, and the first again at the end").isEqualTo(31);
    assertThat(job.counters().status(429)).isZero();
    assertThat(job.counters().first().plusSeconds(2)).isBefore(job.counters().last());
  }

  @Test
  void aDryRunSaysWhatItCostsAndTakesNothingIn() throws Exception {
    job.set(Setting.QUOTA_REQUESTS, "6");
    assertThat(backfill(40, 0, "--dry-run")).isZero();
    assertThat(said.text())
        .contains("leads     ", "pages     8 of 20", "requests  9, the first page again at the end")
        .contains("time      about 2 s", "3 requests in 1 s, the rest");
    assertThat(rows("select 1 from lead")).isEmpty();
    assertThat(rows("select 1 from window_walk")).isEmpty();
  }

  @Test
  void withoutATotalThePlanSaysWhatItCan() throws Exception {
    job.set(Setting.TOTAL, "");
    assertThat(job.command("plan", "--from", "2020-01-01", "--to", "" + today)).isZero();
    assertThat(said.text()).contains("leads     20 or more", "two for each page of 20");
    assertThat(backfill(40, 0)).isZero();
    assertThat(said.text()).contains(" 0 rejected");
  }

  @Test
  void whereTraceHasNoSuchFilterThatIsSaid() throws Exception {
    job.set(Setting.CREATED_TO, "");
    assertThat(backfill(20, 10)).isEqualTo(2);
    assertThat(said.text())
        .contains("trace.leads.created-to-param is empty, so TRACE cannot be asked for what was")
        .contains("leave it to the reconciliation");
    assertThat(rows("select 1 from window_walk")).isEmpty();
  }

  @Test
  void whereTraceDoesNotHeedTheFilterNothingIsProved() throws Exception {
    job.set(Setting.CREATED_TO, "until");
    assertThat(backfill(20, 10)).isEqualTo(1);
    assertThat(said.text())
        .contains("not proved: TRACE showed a lead created at ", "trace.leads.created-to-param");
  }

  @Test
  void aSecondOneIsRefusedAndTheFirstCanBeGivenUp() throws Exception {
    ask(30, 20);
    assertThat(backfill(20, 10)).isEqualTo(2);
    assertThat(said.text())
        .doesNotContain("is kept")
        .contains("a backfill of ", " is open, which somebody asked for at ")
        .contains("give it up with tracebridge backfill --cancel.");
    assertThat(job.command("backfill", "--cancel")).isZero();
    assertThat(job.command("backfill", "--cancel")).isEqualTo(2);
    assertThat(backfill(20, 10)).isZero();
    assertThat(rows("select state from window_walk order by id"))
        .extracting(row -> row.get("state"))
        .containsExactly("CANCELLED", "PROVED");
  }

  @Test
  void withoutAWindowTheOpenOneGoesOn() throws Exception {
    assertThat(job.command("backfill")).isEqualTo(2);
    assertThat(said.text()).contains("no backfill is open. Say --from and --to");
    ask(20, 10);
    assertThat(job.command("backfill")).isZero();
    assertThat(created()).isNotEmpty().allMatch(this::isInWindow);
  }

  @Test
  void oneThatIsBrokenOffIsKept() throws Exception {
    job.set(Setting.HTTP_RETRIES, "0");
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1).onPage(3));
    job.sandbox().faults().set(FaultKind.UNAVAILABLE, Fault.rate(1).onPage(4));
    assertThat(backfill(40, 0)).isEqualTo(1);
    assertThat(said.text()).contains("the open backfill is kept", "TRACE answered 503.");
    job.sandbox().faults().clear();
    job.sandbox().resetCounters();
    assertThat(backfill(40, 0)).isZero();
    assertThat(job.pages()).as("of eight pages and the head").isLessThan(8);
  }

  @Test
  void timesThatAreNoneAreRefused() throws Exception {
    assertThat(job.command("backfill", "--from", "gestern", "--to", "2026-01-01")).isEqualTo(2);
    assertThat(said.text()).contains("expected a day such as 2026-11-01, or a time such as");
    assertThat(job.command("plan", "--from", "2026-01-02", "--to", "2026-01-02")).isEqualTo(2);
    assertThat(said.text()).contains("a window must end after it begins");
    assertThat(job.command("plan", "--from", "2026-01-02")).isEqualTo(2);
    assertThat(said.text()).contains("say both --from and --to");
    assertThat(backfill(20, 10, "--cancel")).isEqualTo(2);
    assertThat(said.text()).contains("say --cancel without --from and --to.");
    assertThat(job.command("verify", "--day", "yesterday")).isEqualTo(2);
    assertThat(said.text()).contains("expected a day such as 2026-11-01, but was \"yesterday\"");
  }

  private int backfill(int from, int to, String... more) throws Exception {
    String[] words = {"backfill", "--from", "" + ago(from), "--to", "" + ago(to)};
    return job.command(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(words), java.util.stream.Stream.of(more))
            .toArray(String[]::new));
  }

  private void ask(int from, int to) {
    job.<Long>ledger(
        jdbi ->
            new WindowWalks(jdbi, Clock.systemUTC())
                .ask(Purpose.BACKFILL, new Window(ago(from), ago(to)), "somebody"));
  }

  private List<Instant> created() {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx -> tx.select("select created_at from lead").mapTo(Instant.class).list()));
  }

  private List<Map<String, Object>> rows(String sql) {
    return job.ledger(jdbi -> jdbi.withHandle(tx -> tx.select(sql).mapToMap().list()));
  }

  private boolean isInWindow(Instant at) {
    return !at.isBefore(ago(20)) && at.isBefore(ago(10));
  }

  private Instant ago(int days) {
    return today.minus(days, ChronoUnit.DAYS);
  }

  private Instant tomorrow() {
    return ago(-1);
  }
}
