package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.sandbox.Counters;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class QuotaGateTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private Bench bench;

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({"SQLITE, fixed", "SQLITE, sliding", "POSTGRESQL, fixed", "POSTGRESQL, sliding"})
  void noWindowOfTheServersHoldsMoreThanTheBudget(Database database, String kind) throws Exception {
    bench = Bench.on(database);
    bench.turn("{quota:{requests:10,kind:'" + kind + "'}}");
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(10));
    Bench.atOnce(8, 60, () -> assertThat(bench.page()).isEqualTo(200));
    Counters counters = bench.sandbox.counters();
    assertThat(counters.limited()).isZero();
    assertThat(counters.mostInSlidingWindow()).isLessThanOrEqualTo(10);
    assertThat(counters.mostInFixedWindow()).isLessThanOrEqualTo(10);
    assertThat(bench.connection().gate().spent()).isEqualTo(bench.pages() + bench.logins());
  }

  @ParameterizedTest
  @EnumSource
  void theWholeBudgetIsSpentAtOnceAndThenAgainAfterAWindow(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(5);
    for (int i = 0; i < 5; i++) {
      assertThat(gate.left()).isEqualTo(5 - i);
      spend(gate);
    }
    assertThat(bench.pause.takeWaited()).isZero();
    spend(gate);
    assertThat(bench.pause.takeWaited()).isBetween(WINDOW, WINDOW.plusMillis(5));
    assertThat(gate.left()).isEqualTo(4);
  }

  @Test
  void aShortageIsSaidOnceHoweverManyWindowsItLastsAndSoIsItsEnd() {
    bench = Bench.on(Database.SQLITE);
    QuotaGate gate = bench.gate(5);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(QuotaGate.class);
    log.start();
    logger.addAppender(log);
    try {
      for (int i = 0; i < 20; i++) {
        spend(gate);
      }
      bench.clock.advance(WINDOW.multipliedBy(3));
      spend(gate);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("quota used up, going on at "),
            line -> assertThat(line).isEqualTo("the quota has room again after 3 min"));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestCountsFromTheTimeItsAnswerIsIn(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(1);
    QuotaGate.Permit slow = gate.enter(QuotaGate.OTHER);
    bench.clock.advance(WINDOW.multipliedBy(3));
    assertThat(gate.left()).isZero();
    gate.answered(slow, RateLimit.UNKNOWN);
    bench.clock.advance(WINDOW);
    assertThat(gate.left()).isZero();
    bench.clock.advance(Duration.ofMillis(2));
    assertThat(gate.left()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRestartForgetsNothing(Database database) {
    bench = Bench.on(database);
    QuotaGate before = bench.gate(5);
    for (int i = 0; i < 3; i++) {
      spend(before);
    }
    before.enter(QuotaGate.OTHER);
    QuotaGate after = bench.gate(5);
    assertThat(after.left()).isEqualTo(1);
    bench.clock.advance(WINDOW.plusMillis(2));
    assertThat(after.left()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void aRestartStaysClosedAfterARefusal(Database database) {
    bench = Bench.on(database);
    QuotaGate before = bench.gate(5);
    before.answered(before.enter(QuotaGate.OTHER), refused(Optional.of(Duration.ofSeconds(20))));
    QuotaGate after = bench.gate(5);
    assertThat(after.left()).isZero();
    spend(after);
    assertThat(bench.pause.takeWaited()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @ParameterizedTest
  @EnumSource
  void aShorterRefusalDoesNotOpenWhatALongerOneClosed(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(5);
    QuotaGate.Permit first = gate.enter(QuotaGate.OTHER);
    QuotaGate.Permit second = gate.enter(QuotaGate.OTHER);
    gate.answered(first, refused(Optional.of(Duration.ofSeconds(40))));
    gate.answered(second, refused(Optional.of(Duration.ofSeconds(1))));
    spend(gate);
    assertThat(bench.pause.takeWaited()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
  }

  @ParameterizedTest
  @EnumSource
  void whatOthersSpendOfTheSameBudgetIsObeyed(Database database) {
    bench = Bench.on(database);
    bench.turn("{quota:{requests:10,countLogins:false}}");
    bench.page();
    bench.use(bench.sandbox.uri(), "sandbox-secret", bench.gate(0));
    for (int i = 0; i < 5; i++) {
      bench.page();
    }
    bench.use(bench.sandbox.uri(), "sandbox-secret", freshGate());
    for (int i = 0; i < 30; i++) {
      assertThat(bench.page()).isEqualTo(200);
    }
    assertThat(bench.sandbox.counters().limited()).isZero();
  }

  /** The server counted at once, and told of requests that count no longer when we hear it. */
  @ParameterizedTest
  @EnumSource
  void aSlowAnswerIsNoProofThatOthersSpend(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(10);
    for (int i = 0; i < 9; i++) {
      spend(gate);
    }
    bench.clock.advance(Duration.ofSeconds(50));
    QuotaGate.Permit slow = gate.enter(QuotaGate.OTHER);
    bench.clock.advance(Duration.ofSeconds(20));
    gate.answered(slow, remaining(0));
    assertThat(gate.left()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void aSlowAnswerThatTellsOfOthersIsObeyed(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(10);
    for (int i = 0; i < 5; i++) {
      spend(gate);
    }
    bench.clock.advance(Duration.ofSeconds(50));
    QuotaGate.Permit slow = gate.enter(QuotaGate.OTHER);
    bench.clock.advance(Duration.ofSeconds(20));
    gate.answered(slow, remaining(3));
    assertThat(gate.left()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsInFlightCountsAgainstWhatOthersLeft(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(10);
    QuotaGate.Permit first = gate.enter(QuotaGate.OTHER);
    gate.enter(QuotaGate.OTHER);
    QuotaGate.Permit third = gate.enter(QuotaGate.OTHER);
    gate.answered(first, remaining(4));
    assertThat(gate.left()).isEqualTo(2);
    gate.giveBack(third);
    assertThat(gate.left()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void aResetInAHundredYearsClosesForAnHourAtMost(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(5);
    Optional<Duration> far = RateLimitReset.read("9223372036854775807", bench.clock.instant());
    gate.answered(
        gate.enter(QuotaGate.OTHER),
        new RateLimit(false, OptionalInt.of(0), far, Optional.empty()));
    spend(gate);
    assertThat(bench.pause.takeWaited()).isBetween(WINDOW, Duration.ofHours(1));
    gate.answered(
        gate.enter(QuotaGate.OTHER), refused(Optional.of(Duration.ofSeconds(Long.MAX_VALUE))));
    spend(gate);
    assertThat(bench.pause.takeWaited())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1).plusSeconds(1));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatWasNotSentIsGivenBack(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(5);
    gate.giveBack(gate.enter(QuotaGate.OTHER));
    assertThat(gate.left()).isEqualTo(5);
    assertThat(gate.spent()).isZero();
    assertThat(gate.bill()).isEmpty();
    assertThat(gate.windowBill()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatAWindowsRequestsWereSpentOnOutlivesTheProcess(Database database) {
    bench = Bench.on(database);
    QuotaGate before = bench.gate(5);
    before.answered(before.enter("pages"), RateLimit.UNKNOWN);
    before.answered(before.enter("login"), RateLimit.UNKNOWN);
    QuotaGate gate = bench.gate(5);
    gate.enter("pages");
    assertThat(gate.bill()).hasToString("{pages=1}");
    assertThat(gate.windowBill()).hasToString("{login=1, pages=2}");
    bench.clock.advance(WINDOW.plusMillis(2));
    assertThat(gate.windowBill()).as("it is still on its way").hasToString("{pages=1}");
    assertThat(before.bill()).hasToString("{login=1, pages=1}");
  }

  @ParameterizedTest
  @EnumSource
  void aBudgetOfNoneIsNoLimit(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(0);
    for (int i = 0; i < 300; i++) {
      spend(gate);
    }
    assertThat(bench.pause.takeWaited()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void withoutABudgetWhatTheServerSaysIsObeyedAllTheSame(Database database) {
    bench = Bench.on(database);
    QuotaGate gate = bench.gate(0);
    Duration wait = Duration.ofSeconds(20);
    gate.answered(gate.enter(QuotaGate.OTHER), refused(Optional.of(wait)));
    spend(gate);
    assertThat(bench.pause.takeWaited()).isBetween(wait, wait.plusSeconds(2));
    gate.answered(gate.enter(QuotaGate.OTHER), remaining(1));
    spend(gate);
    assertThat(bench.pause.takeWaited()).as("one is left").isZero();
    spend(gate);
    assertThat(bench.pause.takeWaited()).as("none is left").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsIsReleasedWhenTheProcessStops(Database database) {
    bench = Bench.on(database);
    Pause real = Pause.real();
    QuotaGate gate = bench.gate(1, real);
    spend(gate);
    CompletableFuture<QuotaGate.Permit> waiting =
        CompletableFuture.supplyAsync(() -> gate.enter(QuotaGate.OTHER));
    real.stop();
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Fault.Stopping.class);
    assertThatThrownBy(() -> gate.enter(QuotaGate.OTHER)).isInstanceOf(Fault.Stopping.class);
  }

  @ParameterizedTest
  @EnumSource
  void aClockThatWasSetBackClosesNothingForLong(Database database) {
    bench = Bench.on(database);
    QuotaGate before = bench.gate(1);
    before.answered(before.enter(QuotaGate.OTHER), refused(Optional.of(Duration.ofSeconds(20))));
    bench.clock.advance(Duration.ofDays(-1));
    spend(bench.gate(1));
    assertThat(bench.pause.takeWaited()).isLessThanOrEqualTo(Duration.ofMinutes(62));
  }

  private static void spend(QuotaGate gate) {
    gate.answered(gate.enter(QuotaGate.OTHER), RateLimit.UNKNOWN);
  }

  private static RateLimit remaining(int count) {
    Optional<Duration> reset = Optional.of(Duration.ofSeconds(10));
    return new RateLimit(false, OptionalInt.of(count), reset, Optional.empty());
  }

  private static RateLimit refused(Optional<Duration> retryAfter) {
    return new RateLimit(true, OptionalInt.empty(), Optional.empty(), retryAfter);
  }

  /** A gate that knows nothing of what was spent before. */
  private QuotaGate freshGate() {
    QuotaSettings other = new QuotaSettings("other", 10, WINDOW, Bench.quota(10).limitedStatuses());
    return new QuotaGate(other, bench.quotas(), bench.clock, bench.pause, new java.util.Random(1));
  }
}
