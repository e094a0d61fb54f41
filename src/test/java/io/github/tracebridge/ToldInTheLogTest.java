package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.ops.Watch;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.trace.Repetition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What whoever reads along hears while TRACE does not answer. */
class ToldInTheLogTest {
  @TempDir Path folder;
  private final List<Logger> loggers =
      List.of(
          (Logger) LoggerFactory.getLogger(Repetition.class),
          (Logger) LoggerFactory.getLogger(Watch.class));
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private WholeJob whole;

  @BeforeEach
  void begin() {
    log.start();
    loggers.forEach(each -> each.addAppender(log));
    whole = new WholeJob(folder).leads(3).set(Setting.HTTP_RETRY_DELAY, "1ms");
  }

  @AfterEach
  void end() {
    loggers.forEach(each -> each.detachAppender(log));
    whole.close();
  }

  @Test
  void aRunByHandSaysWhatItWaitsFor() throws Exception {
    whole.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.next(2));
    whole.sync();
    assertThat(said())
        .containsExactly(
            "TRACE answered 500. Asking again (1).", "TRACE answered 500. Asking again (2).");
  }

  @Test
  void anIncidentIsALineWhenItBeginsAndOneWhenItIsOver() throws Exception {
    whole.set(Setting.HTTP_RETRIES, "0");
    whole.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1));
    whole.sync();
    look();
    look();
    assertThat(said()).containsExactly("incident walk: TRACE answered 500.");
    whole.sandbox().faults().clear();
    whole.sync();
    look();
    assertThat(said()).hasSize(2).last().asString().startsWith("incident walk is over");
  }

  private void look() {
    whole.job().call("direct:watch");
  }

  private List<String> said() {
    return log.list.stream()
        .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
