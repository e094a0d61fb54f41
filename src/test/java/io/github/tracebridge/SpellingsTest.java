package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.sandbox.Seeding;
import io.github.tracebridge.selftest.DeliveredLines;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Other names, orders and times of TRACE are a matter of settings, or of nothing at all. */
@Timeout(20)
class SpellingsTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(110);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          pages from 0      | {paging:{pageParam:'pageNumber',pageBase:0}} | trace.leads.page-param=pageNumber trace.leads.page-base=0
          envelope data     | {listing:{envelopeKey:'data'}}               | trace.leads.list=/data
          nested total      | {listing:{totalKey:'pagination.total'}}      | trace.leads.total=/pagination/total
          bare array        | {listing:{envelopeKey:'',totalKey:''}}       | trace.leads.list= trace.leads.total=
          no total          | {listing:{totalKey:''}}                      | trace.leads.total=
          no updatedAt      | {lead:{withUpdatedAt:false}}                 | trace.leads.updated=
          no date filters   | {listing:{createdFromParam:'',updatedFromParam:''}} | trace.leads.created-from-param= trace.leads.updated-from-param=
          oldest first      | {listing:{order:'created-asc'}}              | -
          no stable order   | {listing:{order:'unstable'}}                 | -
          404 behind the end | {listing:{beyondLast:'404',totalKey:''}}    | trace.leads.total= trace.leads.page-size=10
          400 behind the end | {listing:{beyondLast:'400',totalKey:''}}    | trace.leads.total= trace.leads.page-size=10
          pages of 50       | {paging:{maxSize:50}}                        | trace.leads.page-size=100
          pages of 7        | {paging:{defaultSize:7,maxSize:7}}           | -
          """)
  void allLeadsComeWhateverTraceCallsThem(String name, String knobs, String settings)
      throws Exception {
    turn(knobs, settings);
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    job.sandbox().leads().add(3);
    job.reconcile().sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.lines().size()).isEqualTo(113);
    assertThat(job.flow().report().complaint()).isEmpty();
  }

  @Test
  void leadsOfOneTimeAreAllSeen() throws Exception {
    job.sandbox().leads().fill(Seeding.of(110).withTies(55));
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aLeadCommittedLateIsFoundByLookback() throws Exception {
    job.sync();
    var late = job.sandbox().leads().addLate(1, Duration.ofMinutes(12)).get(0);
    job.sync();
    assertThat(job.lines().ofLead(late)).hasSize(1);
  }

  @Test
  void aLeadOfTheFutureDoesNotMoveTheCursorThere() throws Exception {
    job.sandbox().leads().addPoison(Poison.FUTURE_CREATED);
    job.sync();
    job.sandbox().leads().add(1);
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(job.lines().size()).isEqualTo(112);
  }

  @ParameterizedTest
  @EnumSource(Poison.class)
  void aWrongLeadKeepsNoOtherBack(Poison kind) throws Exception {
    job.sandbox().leads().addPoison(kind, 5);
    job.sync();
    boolean isLead = !DeliveredLines.NO_LEADS.contains(kind);
    assertThat(job.lines().size()).isEqualTo(isLead ? 111 : 110);
    assertThat(job.flow().report().rejected()).isEqualTo(isLead ? 0 : 1);
    assertThat(job.flow().report().complaint()).isEmpty();
    assertThat(job.sync().lines().malformed()).isEmpty();
  }

  @Test
  void whatVanishedIsFoundByTheSecondReconciliation() throws Exception {
    job.sync();
    var gone = job.sandbox().leads().delete(4);
    job.reconcile();
    assertThat(job.lines().of("vanished")).isEmpty();
    job.reconcile();
    assertThat(job.lines().of("vanished"))
        .extracting("id")
        .containsExactlyInAnyOrderElementsOf(gone.stream().map(Object::toString).toList());
    job.reconcile();
    assertThat(job.lines().size()).isEqualTo(114);
  }

  @Test
  void aUsedUpQuotaIsWaitedFor() throws Exception {
    job.turn("{quota:{requests:5}}").set(Setting.QUOTA_REQUESTS, "5");
    job.sync();
    assertThat(job.counters().limited()).isZero();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void soIsOneThatIsSmallerThanWeWereTold() throws Exception {
    job.turn("{quota:{requests:5}}").sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  private void turn(String knobs, String settings) {
    job.turn(knobs);
    if (settings != null) {
      for (String setting : settings.split(" ")) {
        String[] parts = setting.split("=", -1);
        for (Setting known : Setting.values()) {
          if (known.property().equals(parts[0])) {
            job.set(known, parts[1]);
          }
        }
      }
    }
  }
}
