package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One line a run and one a change of state, by the real job. */
class RunLinesTest {
  @TempDir Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.tracebridge");
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
          }
        }
      };
  private WholeJob job;

  @BeforeEach
  void begin() {
    listener.start();
    logger.addAppender(listener);
    job = new WholeJob(folder).leads(30).set(Setting.HTTP_RETRIES, "0");
  }

  @AfterEach
  void end() {
    logger.detachAppender(listener);
    listener.stop();
    job.close();
  }

  @Test
  void aRunIsALineAndNoneWhereItBroughtNothing() throws Exception {
    job.sync();
    assertThat(ofWalks())
        .singleElement()
        .asString()
        .startsWith("INFO lead-sync full+created+updated: ")
        .endsWith(" pages, 30 new, 0 changed, 0 rejected");
    job.sync();
    job.sync();
    assertThat(ofWalks()).hasSize(1);
    job.sandbox().leads().add(2);
    job.sync();
    assertThat(ofWalks())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("INFO lead-sync created+updated: ")
        .endsWith(" 2 new, 0 changed, 0 rejected");
  }

  @Test
  void aRunOfDeliveriesIsALineToo() throws Exception {
    job.sync();
    job.sync();
    assertThat(lines)
        .filteredOn(line -> line.contains("lead-delivery"))
        .containsExactly("INFO lead-delivery file: 30 versions delivered, 0 due");
  }

  @Test
  void anHourWithoutTraceIsTwoLines() throws Exception {
    job.sync();
    lines.clear();
    job.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1));
    for (int minute = 0; minute < 5; minute++) {
      job.job().call("direct:lead-sync");
    }
    job.sandbox().faults().clear();
    job.job().call("direct:lead-sync");
    job.job().call("direct:lead-sync");
    assertThat(ofWalks()).hasSize(2);
    assertThat(ofWalks().get(0)).startsWith("WARN lead-walk ").contains(" broken off: ");
    assertThat(ofWalks().get(1)).matches("INFO lead-walk \\w+ goes on again after \\d+ s");
  }

  private List<String> ofWalks() {
    return lines.stream().filter(line -> line.matches("\\w+ lead-(sync|walk).*")).toList();
  }
}
