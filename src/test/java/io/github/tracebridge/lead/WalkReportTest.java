package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.connection.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WalkReportTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(WalkReport.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final WalkReport report = new WalkReport();
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
    assertThat(warnings()).containsExactly("lead-walk full: page 3 left out: TRACE answered 500.");
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
