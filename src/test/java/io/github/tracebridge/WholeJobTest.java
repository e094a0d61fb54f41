package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.DeliveredLines.Verdict;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
      job.job().call("direct:lead-delivery");
    }
    assertThat(job.job().deliveries().complaint())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("the folder " + inTheWay + " cannot be written (")
                    .endsWith("make room, or set sinks.file.folder."));
    Files.delete(inTheWay);
    job.job().call("direct:lead-delivery");
    assertThat(folder.resolve("leads")).as("this one waits").doesNotExist();
    job.restart().job().call("direct:lead-delivery");
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aTokenIsAskedForNoOftenerThanItsLifeDemands() throws Exception {
    job.turn("{login:{tokenTtl:'PT2S'},answers:{latency:'PT0.1S'}}").set(Setting.PAGE_SIZE, "5");
    job.sandbox().faults().set(FaultKind.REVOKE_TOKENS, Fault.next(2).onPage(9));
    job.sync();
    var seen = job.counters();
    double seconds = Duration.between(seen.first(), seen.last()).toMillis() / 1000.0;
    // a server that counts whole seconds lets a token of 2 s live for 1 s or more
    double most = 1 + Math.ceil(seconds / 1.0) + seen.revocations();
    assertThat(seen.revocations()).isPositive();
    assertThat((double) seen.tokensMinted()).isLessThanOrEqualTo(most);
    assertThat(seen.forbidden()).isZero();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }
}
