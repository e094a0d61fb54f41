package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.MutableClock;
import io.github.tracebridge.connection.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WalkReportTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(WalkReport.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final WalkReport report = new WalkReport(clock);
  private final OpenWalk walk = new OpenWalk("names", null, 1);
  private final Fault.Transient fault = new Fault.Transient("TRACE answered 500.");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void aPageLeftOutIsSaidOnceForAsLongAsItIsTheSame() {
    leaveOut(3);
    report.page(Series.FULL, walk, 0, 0);
    leaveOut(3);
    report.page(Series.FULL, walk, 0, 0);
    assertThat(warnings())
        .containsExactly(
            "lead-walk full: page 3 left out: TRACE answered 500. Another pass asks for it again.");
    leaveOut(4);
    report.page(Series.FULL, walk, 0, 0);
    assertThat(warnings()).hasSize(2);
  }

  @Test
  void whereNoPageAnswersThatTheWalkBrokeOffIsAllThatIsSaid() {
    leaveOut(3);
    report.brokenOff(Series.FULL.id(), fault);
    report.page(Series.FULL, walk, 0, 0);
    assertThat(warnings())
        .containsExactly(
            "lead-walk full broken off: TRACE answered 500. The next one goes on with it.");
  }

  @Test
  void anHourWithoutAnAnswerIsSaidOnceForEachReasonAndThenHowLongItWas() {
    for (int minute = 0; minute < 60; minute++) {
      String reason = minute % 2 == 0 ? "TRACE answered 500." : "TRACE did not answer.";
      report.brokenOff("created", new Fault.Transient(reason));
      clock.advance(Duration.ofMinutes(1));
    }
    walk.phase = OpenWalk.Phase.PROVED;
    report.ended(Series.CREATED, walk);
    report.ended(Series.CREATED, walk);
    assertThat(warnings())
        .containsExactly(
            "lead-walk created broken off: TRACE answered 500. The next one goes on with it.",
            "lead-walk created broken off: TRACE did not answer. The next one goes on with it.");
    assertThat(said()).containsOnlyOnce("lead-walk created goes on again after 1 h");
  }

  @Test
  void aWalkThatIsNotProvedIsSaidOnceAndSoIsThatOneIsAgain() {
    walk.phase = OpenWalk.Phase.READING;
    for (int minute = 0; minute < 5; minute++) {
      report.ended(Series.CREATED, walk);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("lead-walk created is not proved: ");
    walk.phase = OpenWalk.Phase.PROVED;
    report.ended(Series.CREATED, walk);
    assertThat(said()).containsOnlyOnce("lead-walk created is proved again after 5 min");
  }

  @Test
  void eachWindowThatIsNotProvedIsSaid() {
    report.ended(Series.VERIFY, walk);
    report.ended(Series.VERIFY, walk);
    assertThat(warnings()).hasSize(2);
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void leaveOut(int page) {
    report.leftOut(Series.FULL, page, fault);
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
