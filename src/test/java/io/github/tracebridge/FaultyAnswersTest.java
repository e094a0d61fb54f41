package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, the run ends, and a quiet run after it leaves nothing lost or repeated. */
@Timeout(12)
class FaultyAnswersTest {
  private static final Duration SHORT = Duration.ofMillis(120);

  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(130);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"UPLOAD_.*", "OPTIONS_.*", "SIBLING_.*", "FILE_.*"},
      mode = Mode.MATCH_NONE)
  void aFaultThatPassesCostsNothing(FaultKind kind) throws Exception {
    job.sandbox().faults().set(kind, Fault.next(1).delayed(SHORT));
    job.sync();
    assertThat(job.counters().faults(kind)).as("it struck").isEqualTo(1);
    requireAllAfterAQuietRun();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"LEAD_.*", "RE.*", "MISSING_PAGE", "STALE_ANSWER", "CUT_BODY"},
      mode = Mode.MATCH_ANY)
  void neitherDoesOneThatStrikesWhileChangesComeIn(FaultKind kind) throws Exception {
    job.sync();
    job.sandbox().leads().add(25);
    job.sandbox().leads().change(25);
    job.sandbox().faults().set(kind, Fault.next(3));
    job.sync();
    requireAllAfterAQuietRun();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      mode = Mode.MATCH_NONE,
      names = {
        "LIMITED",
        "LIMITED_BARE",
        "UNAVAILABLE_NO_QUOTA",
        "FILE_.*",
        "UPLOAD_.*",
        "OPTIONS_.*",
        "SIBLING_.*"
      })
  void aFaultThatStaysEndsTheRun(FaultKind kind) throws Exception {
    job.sandbox().faults().set(kind, Fault.rate(1).delayed(SHORT));
    job.sync();
    requireAllAfterAQuietRun();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void allFaultsAtOnceAreNoWorse(long seed) throws Exception {
    job.sandbox().faults().seed(seed);
    for (FaultKind kind : FaultKind.values()) {
      job.sandbox().faults().set(kind, Fault.rate(0.03).delayed(SHORT));
    }
    job.sync();
    job.sandbox().leads().change(30);
    job.sync();
    requireAllAfterAQuietRun();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"RESET", "SERVER_ERROR", "HTML_PAGE", "CUT_BODY", "CUT_CHUNKED", "MISSING_PAGE"})
  void onePageWithoutAnAnswerKeepsNoneOfTheOthersBack(FaultKind kind) throws Exception {
    job.sandbox().faults().set(kind, Fault.rate(1).onPage(3));
    job.sync();
    assertThat(job.flow().report().complaint()).contains("1 page without an answer");
    assertThat(job.lines().size()).as("all but that page").isEqualTo(110);
    requireAllAfterAQuietRun();
  }

  @Test
  void aPageBehindOneThatWasLeftOutIsAskedForAsOftenAsThat() throws Exception {
    job.set(Setting.HTTP_RETRIES, "2");
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1).onPage(3));
    job.sandbox().faults().set(FaultKind.UNAVAILABLE, Fault.rate(1).onPage(5));
    job.sync();
    int threePassesOfThreeAttempts = 3 * (2 + 1);
    assertThat(job.counters().faults(FaultKind.SERVER_ERROR)).isEqualTo(threePassesOfThreeAttempts);
    assertThat(job.counters().faults(FaultKind.UNAVAILABLE)).isEqualTo(threePassesOfThreeAttempts);
    requireAllAfterAQuietRun();
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "400"})
  void aListThatShrinksToBeforeThePageAskedForIsReadAnew(String beyondLast) throws Exception {
    job.sandbox().leads().fill(101);
    job.turn("{listing:{beyondLast:'" + beyondLast + "'}}");
    job.sandbox().faults().set(FaultKind.LEAD_DELETED, Fault.next(1).onPage(6));
    job.sync();
    assertThat(job.flow().report().complaint()).isEmpty();
    requireAllAfterAQuietRun();
  }

  /** The fault that was overcome must not be taken for the one that came behind it. */
  @Test
  void theEndOfTheListIsSeenAlsoBehindAFaultThatPassed() throws Exception {
    job.sandbox().leads().fill(100);
    job.turn("{listing:{beyondLast:'404'}}").set(Setting.TOTAL, "");
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.next(1).onPage(6));
    job.sync();
    assertThat(job.flow().report().complaint()).isEmpty();
    requireAllAfterAQuietRun();
  }

  @Test
  void aTotalThatIsToldButNotThereDoesNotHoldTheNextWalkAtThatPage() throws Exception {
    job.sandbox().leads().fill(50);
    job.turn("{listing:{beyondLast:'404'}}");
    job.set(Setting.PAGE_SIZE, "100").set(Setting.TOTAL, "/pageSize");
    for (int run = 1; run <= 2; run++) {
      job.restart().sync();
      assertThat(job.flow().report().complaint()).contains("50 of 100 leads seen");
      assertThat(job.pages()).as("three passes of the page and the one behind it").isEqualTo(6);
    }
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aRefusalThatLastsDoesNotHoldTheNextWalkAtThatPage() throws Exception {
    job.set(Setting.LIMITED_STATUSES, "503");
    job.sandbox().faults().set(FaultKind.LIMITED_BARE, Fault.rate(1).onPage(3));
    job.sync();
    assertThat(job.flow().report().complaint()).contains("TRACE answered 429");
    job.restart().sync();
    assertThat(job.pages()).as("from the first page on").isEqualTo(3);
    requireAllAfterAQuietRun();
  }

  @Test
  void aPageThatDripsForLongIsGivenUp() throws Exception {
    job.set(Setting.HTTP_ANSWER_TIMEOUT, "300ms").set(Setting.HTTP_RETRIES, "1");
    job.sandbox()
        .faults()
        .set(FaultKind.SLOW_BODY, Fault.rate(1).onPage(3).delayed(Duration.ofSeconds(60)));
    job.sync();
    assertThat(job.flow().report().complaint()).isNotEmpty();
    requireAllAfterAQuietRun();
  }

  private void requireAllAfterAQuietRun() throws Exception {
    job.sandbox().faults().clear();
    job.restart().sync();
    assertThat(job.flow().report().complaint()).isEmpty();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
  }
}
