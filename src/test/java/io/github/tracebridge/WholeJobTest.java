package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run brings: each version of each lead once, and nothing asked for that need not be. */
class WholeJobTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(150);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void everyLeadIsOneLine() throws Exception {
    job.sync();
    assertThat(job.lines().size()).isEqualTo(150);
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.pages())
        .as("eight pages, the head again, and what came in meanwhile by each date filter")
        .isEqualTo(11);
  }

  @Test
  void whileAPageIsStoredTheNextIsAskedForAlready() throws Exception {
    job.leads(141); // so that the last page is small
    AtomicInteger stored = new AtomicInteger();
    AdviceWith.adviceWith(
        job.job().camel(),
        "lead-page-once",
        route ->
            route
                .weaveById("lead-page-once-store")
                .before()
                .process(page -> awaitTheNext(stored.incrementAndGet())));
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.pages()).as("none is asked for twice").isEqualTo(11);
  }

  @Test
  void whatAWalkAskedForAheadIsNotForTheNextOne() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AdviceWith.adviceWith(
        job.job().camel(),
        "lead-page-once",
        route ->
            route
                .weaveById("lead-page-once-answer")
                .before()
                .process(page -> failAt(3, asked.incrementAndGet())));
    job.sync();
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.pages()).as("from the third page on, the head, and two filters").isEqualTo(9);
  }

  @Test
  @Timeout(30)
  void whatIsOnlyAskedForHoldsNoStopUp() throws Exception {
    job.sandbox()
        .faults()
        .set(FaultKind.SLOW_BODY, Fault.rate(1).onPage(3).delayed(Duration.ofSeconds(60)));
    CompletableFuture<Void> walk =
        CompletableFuture.runAsync(() -> job.job().call("direct:lead-sync"));
    await().until(() -> job.pages() == 3);
    job.job().stop();
    walk.join();
    job.sandbox().faults().clear();
    job.restart().sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  private static void failAt(int place, int page) {
    if (page == place) {
      throw new IllegalStateException("this page is not for now");
    }
  }

  /** The first page tells how many there are, and the eighth is the last. */
  private void awaitTheNext(int page) {
    if (page > 1 && page < 8) {
      await().until(() -> job.pages() == page + 1);
    }
  }

  @Test
  void aSecondRunAsksOnePageADateFilterAndWritesNothing() throws Exception {
    job.sync().sync();
    assertThat(job.lines().size()).isEqualTo(150);
    assertThat(job.pages()).isEqualTo(2);
    assertThat(job.counters().tokensMinted()).as("the token is used on").isZero();
  }

  @Test
  void soDoesARunOfANewProcess() throws Exception {
    job.sync().restart().sync();
    assertThat(job.lines().size()).isEqualTo(150);
    assertThat(job.pages()).isEqualTo(2);
  }

  @Test
  void aWrongNameThatIsMendedCostsNoLead() throws Exception {
    job.set(Setting.LEAD_ID, "/nope").sync();
    assertThat(job.lines().size()).isZero();
    job.restart().set(Setting.LEAD_ID, "/id").sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aChangeIsOneMoreLine() throws Exception {
    job.sync();
    var changed = job.sandbox().leads().change(1).get(0);
    job.sync();
    assertThat(job.lines().size()).isEqualTo(151);
    assertThat(job.lines().ofLead(changed)).extracting("version").containsExactly(1, 2);
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aChangeBackIsAThirdVersion() throws Exception {
    job.sync();
    var changed = job.sandbox().leads().change(1);
    job.sync();
    job.sandbox().leads().changeBack(changed);
    job.sync();
    var lines = job.lines().ofLead(changed.get(0));
    assertThat(lines).extracting("version").containsExactly(1, 2, 3);
    assertThat(lines.get(2).reference()).isEqualTo(lines.get(0).reference());
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void urlsSignedAnewAreNoChange() throws Exception {
    assertThat(job.sandbox().knobs().lead().presignedUrlsChange()).isTrue();
    job.sync().reconcile();
    assertThat(job.pages()).as("it read everything again").isGreaterThan(8);
    assertThat(job.lines().size()).isEqualTo(150);
  }

  @Test
  void whatASinkRefusedIsTriedAtOnceByTheNextProcess() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("leads"));
    job.job().call("direct:lead-sync");
    for (int i = 0; i < 3; i++) {
      job.deliver();
    }
    assertThat(job.flow().deliveries().complaint())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("the folder " + inTheWay + " cannot be written (")
                    .endsWith("make room, or set sinks.file.folder."));
    Files.delete(inTheWay);
    job.deliver();
    assertThat(folder.resolve("leads")).as("this one waits").doesNotExist();
    job.restart().deliver();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aWalkThatBreaksOffHasCountedWhatItTookIn() throws Exception {
    breakOffAfterTwoPages();
    assertThat(job.flow().report().complaint()).isNotEmpty();
    assertThat(job.flow().deliveries().delivered()).isEqualTo(40);
    assertThat(job.flow().report().seen()).isEqualTo(40);
  }

  @Test
  void theProcessThatGoesOnCountsTheRestAlone() throws Exception {
    job.sandbox().leads().addPoison(Poison.WITHOUT_ID, 1);
    breakOffAfterTwoPages();
    job.sandbox().faults().clear();
    long rejected = job.flow().report().rejected();
    job.restart().sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.flow().report().seen()).isEqualTo(job.flow().deliveries().delivered());
    assertThat(rejected + job.flow().report().rejected()).isEqualTo(1);
  }

  @Test
  void whatVanishedIsCountedWithTheSeen() throws Exception {
    job.sync();
    job.sandbox().leads().delete(1);
    job.reconcile().set(Setting.LEADS_FULL_SCHEDULE, "1ms").sync();
    assertThat(job.lines().of("vanished")).hasSize(1);
    assertThat(job.flow().report().seen()).isEqualTo(1);
  }

  private void breakOffAfterTwoPages() throws Exception {
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1).onPage(3));
    job.sandbox().faults().set(FaultKind.UNAVAILABLE, Fault.rate(1).onPage(4));
    job.set(Setting.HTTP_RETRIES, "0").sync();
  }

  @Test
  void aTokenIsAskedForNoOftenerThanItsLifeDemands() throws Exception {
    walkHundredPagesOnTokensOfTwoSeconds();
    assertThat(job.counters().unauthorized()).as("a token used beyond its life").isZero();
    requireNoMoreTokensThanDemanded();
  }

  @Test
  void norThanRevocationsDemand() throws Exception {
    job.sandbox().faults().seed(1);
    job.sandbox().faults().set(FaultKind.REVOKE_TOKENS, Fault.rate(0.04));
    walkHundredPagesOnTokensOfTwoSeconds();
    assertThat(job.counters().revocations()).isPositive();
    assertThat(job.counters().unauthorized())
        .as("each revocation costs one answer at most")
        .isBetween(1L, job.counters().revocations());
    requireNoMoreTokensThanDemanded();
  }

  private void walkHundredPagesOnTokensOfTwoSeconds() throws Exception {
    job.turn("{login:{tokenTtl:'2s'},answers:{latency:'50ms'}}");
    job.leads(505).set(Setting.PAGE_SIZE, "5").sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.pages()).isGreaterThanOrEqualTo(101);
  }

  /** The margin of 20 s that is set would be all of such a life, so a tenth of it is kept. */
  private void requireNoMoreTokensThanDemanded() {
    double life = 2;
    double margin = life / 10;
    Counters seen = job.counters();
    double run = Duration.between(seen.first(), seen.last()).toNanos() / 1e9;
    long most = 1 + (long) Math.ceil(run / (life - margin)) + seen.revocations();
    assertThat(seen.tokensMinted()).isBetween((long) Math.ceil(run / life), most);
    assertThat(seen.forbidden()).isZero();
    assertThat(job.pages()).as("far from a token a page").isGreaterThan(5 * most);
  }
}
