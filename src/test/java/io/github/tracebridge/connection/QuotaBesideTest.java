package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that asks beside the one that holds the ledger. */
class QuotaBesideTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);
  private static final Duration A_MOMENT = Duration.ofMillis(2);

  private Bench bench;
  private QuotaGate job;

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void spendsOfTheSameBudget(Database database) {
    begin(database, 3);
    spend(job);
    QuotaGate beside = beside(3);
    assertThat(beside.left()).isEqualTo(2);
    spend(beside);
    spend(beside);
    assertThat(job.left()).isZero();
    spend(job);
    assertThat(bench.pause.takeWaited()).isBetween(WINDOW, WINDOW.plusMillis(5));
    assertThat(job.spent()).as("each counts its own").isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void takesNothingOverThatIsInFlight(Database database) {
    begin(database, 1);
    QuotaGate.Permit slow = job.enter(QuotaGate.OTHER);
    QuotaGate beside = beside(1);
    bench.clock.advance(WINDOW.multipliedBy(3));
    assertThat(beside.left()).isZero();
    job.answered(slow, RateLimit.UNKNOWN);
    bench.clock.advance(WINDOW.plus(A_MOMENT));
    assertThat(beside.left()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void countsFromItsAnswerTooAndHoldsTheJobUpNoLonger(Database database) {
    begin(database, 1);
    QuotaGate beside = beside(1);
    QuotaGate.Permit asked = beside.enter(QuotaGate.OTHER);
    bench.clock.advance(WINDOW.multipliedBy(2));
    assertThat(job.left()).isZero();
    beside.answered(asked, RateLimit.UNKNOWN);
    spend(job);
    assertThat(bench.pause.takeWaited()).isBetween(WINDOW, WINDOW.plusMillis(5));
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingInFlightForEverWhenItIsKilled(Database database) {
    begin(database, 1);
    beside(1).enter(QuotaGate.OTHER);
    bench.clock.advance(LONGEST_ANSWER.plus(WINDOW));
    assertThat(job.left()).isZero();
    bench.clock.advance(A_MOMENT);
    assertThat(job.left()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatItAsksIsWaitedForNoLongerThanItsAnswerTakes(Database database) {
    begin(database, 1);
    beside(1).enter(QuotaGate.OTHER);
    Instant now = bench.clock.instant();
    assertThat(bench.quotas().enter(Bench.quota(1), QuotaGate.OTHER, now).openAt())
        .hasValueSatisfying(time -> assertThat(time).isBefore(now.plusSeconds(1)));
  }

  @ParameterizedTest
  @EnumSource
  void whatItHasInFlightCountsAgainstWhatOthersLeft(Database database) {
    begin(database, 10);
    beside(10).enter(QuotaGate.OTHER);
    job.answered(
        job.enter(QuotaGate.OTHER),
        new RateLimit(
            false, OptionalInt.of(4), Optional.of(Duration.ofSeconds(10)), Optional.empty()));
    assertThat(job.left()).isEqualTo(3);
  }

  private void begin(Database database, int requests) {
    bench = Bench.on(database);
    job = bench.gate(requests);
  }

  private QuotaGate beside(int requests) {
    return new QuotaGate(
        Bench.quota(requests),
        bench.quotasBeside(LONGEST_ANSWER),
        bench.clock,
        bench.pause,
        new Random(1));
  }

  private static void spend(QuotaGate gate) {
    gate.answered(gate.enter(QuotaGate.OTHER), RateLimit.UNKNOWN);
  }
}
