package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows and cursors beside a job that runs: it takes up what a command wrote in the ledger. */
class BesideRunTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Instant today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
  private Said said;
  private WholeJob job;
  private Job running;

  @BeforeEach
  void begin() {
    said = new Said();
    job =
        new WholeJob(folder)
            .leads(400)
            .set(Setting.PAGE_SIZE, "5")
            .set(Setting.LEADS_SCHEDULE, "500ms")
            .turn("{quota:{requests:40,window:'PT1S'}}")
            .set(Setting.QUOTA_REQUESTS, "40");
  }

  @AfterEach
  void end() {
    said.close();
    if (running != null) {
      running.close();
    }
    job.close();
  }

  @Test
  void theJobWalksItAndTheCommandFollows() throws Exception {
    run();
    assertThat(backfill()).isZero();
    assertThat(said.text()).contains("backfill of 2020-01-01T00:00:00Z to ", " leads in ");
    assertThat(job.lines().size()).isEqualTo(400);
  }

  @Test
  void soItDoesWithAVerification() throws Exception {
    run();
    UUID late = job.sandbox().leads().addLate(1, Duration.ofDays(3)).get(0);
    assertThat(
            job.command("verify", "--from", "" + today.minusSeconds(86400 * 4), "--to", "" + today))
        .isEqualTo(3);
    assertThat(said.text()).contains(late.toString());
    Awaitility.await().atMost(LONG).until(() -> !job.lines().ofLead(late).isEmpty());
  }

  @Test
  void liveLeadsDoNotWaitForIt() throws Exception {
    run();
    long before = longestOfFive();
    CompletableFuture<Integer> backfill = CompletableFuture.supplyAsync(this::backfill);
    Awaitility.await().atMost(LONG).until(() -> isOpen() && looked());
    long beside = longestOfFive();
    assertThat(isOpen()).as("it took as long as all of them").isTrue();
    assertThat(beside).isLessThan(before + 2000);
    job.command("backfill", "--cancel");
    assertThat(backfill.join()).isEqualTo(1);
    assertThat(job.counters().status(429)).isZero();
  }

  @Test
  void halfOfTheQuotaIsLeftForLiveWalks() throws Exception {
    job.turn("{quota:{requests:0}}")
        .set(Setting.PAGE_SIZE, "10")
        .set(Setting.LEADS_SCHEDULE, "1h")
        .set(Setting.QUOTA_REQUESTS, "120")
        .set(Setting.QUOTA_WINDOW, "1h");
    run();
    windows().ask(Purpose.BACKFILL, new Window(Instant.EPOCH, today), "somebody");
    Awaitility.await()
        .atMost(LONG)
        .until(() -> windows().open(Purpose.BACKFILL).orElseThrow().waits() != null);
    assertThat(windows().open(Purpose.BACKFILL).orElseThrow().waits())
        .isEqualTo("more than half of the quota is spent; other walks go first");
    assertThat(running.gate().left()).isEqualTo(60);
  }

  @Test
  void whileWalksArePausedItSaysSoAndWaits() throws Exception {
    run();
    Jmx.run("type=Leads", "pause");
    Awaitility.await().atMost(LONG).until(() -> Jmx.get("type=Leads", "WalkProgress").equals(""));
    job.sandbox().resetCounters();
    CompletableFuture<Integer> backfill = CompletableFuture.supplyAsync(this::backfill);
    Awaitility.await().atMost(LONG).until(() -> said.text().contains("walks are paused"));
    assertThat(job.counters().requests(RequestKind.PAGE)).isZero();
    Jmx.run("type=Leads", "resume");
    assertThat(backfill.join()).isZero();
  }

  @Test
  void oneThatIsGivenUpStopsAndNothingComplains() throws Exception {
    run();
    CompletableFuture<Integer> backfill = CompletableFuture.supplyAsync(this::backfill);
    Awaitility.await().atMost(LONG).until(() -> isOpen() && looked());
    assertThat(job.command("backfill", "--cancel")).isZero();
    assertThat(backfill.join()).isEqualTo(1);
    assertThat(said.text()).contains("given up by another command");
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(LONG)
        .until(() -> running.leads().orElseThrow().report().complaint().isEmpty());
  }

  @Test
  void whereNoJobTakesItUpThatIsSaidAndItIsKept() throws Exception {
    Window window = new Window(today.minus(Duration.ofDays(9)), today);
    try (Job idle = job.scheduled();
        Job beside = job.beside()) {
      assertThat(idle.isBesideAnother()).isFalse();
      WindowRun run =
          new WindowRun(beside, beside.leads().orElseThrow(), now -> {}, Duration.ofMillis(300));
      assertThatThrownBy(() -> run.run(Purpose.BACKFILL, window, "somebody"))
          .hasMessageStartingWith("no job has looked after the backfill for 0 s: the process");
    }
    assertThat(job.command("backfill")).as("now the ledger is free").isZero();
  }

  private void run() {
    running = job.scheduled();
    running.start();
    Awaitility.await().atMost(LONG).until(() -> job.lines().size() == 400);
    job.sandbox().resetCounters();
  }

  /** Milliseconds until the slowest of five leads was delivered. */
  private long longestOfFive() {
    long longest = 0;
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      UUID lead = job.sandbox().leads().add(1).get(0);
      Awaitility.await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !job.lines().ofLead(lead).isEmpty());
      longest = Math.max(longest, (System.nanoTime() - begun) / 1_000_000);
    }
    return longest;
  }

  private int backfill() {
    try {
      return job.command("backfill", "--from", "2020-01-01", "--to", "" + today);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private WindowWalks windows() {
    return running.leads().orElseThrow().windows();
  }

  private boolean isOpen() {
    return windows().open(Purpose.BACKFILL).isPresent();
  }

  private boolean looked() {
    long pages = job.counters().requests(RequestKind.PAGE);
    return pages > 5
        && windows().open(Purpose.BACKFILL).filter(w -> !w.progress().isEmpty()).isPresent();
  }
}
