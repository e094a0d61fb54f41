package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** By what a line says which run, sink, batch, file or window it is about. */
class CorrelationTest {
  private record Line(String message, Map<String, String> ids) {}

  @TempDir Path folder;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.tracebridge");
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(new Line(event.getFormattedMessage(), Map.copyOf(event.getMDCPropertyMap())));
        }
      };
  private WholeJob job;

  @BeforeEach
  void begin() {
    listener.start();
    logger.addAppender(listener);
    job = new WholeJob(folder).leads(30);
  }

  @AfterEach
  void end() {
    logger.detachAppender(listener);
    listener.stop();
    job.close();
  }

  /** The fourth request is for the second page of everything, the fifth is made ahead. */
  @ParameterizedTest
  @ValueSource(strings = {"3", "4"})
  void allLinesOfARunHaveItsId(String quota) throws Exception {
    job.sync();
    lines.clear();
    job.set(Setting.PAGE_SIZE, "5")
        .set(Setting.QUOTA_REQUESTS, quota)
        .set(Setting.QUOTA_WINDOW, "4s")
        .reconcile();
    assertThat(about("quota used up")).isNotEmpty();
    Map<String, String> run = about("lead-sync ").get(0).ids();
    assertThat(about("quota used up"))
        .allSatisfy(
            line ->
                assertThat(line.ids())
                    .containsEntry("trace.id", run.get("trace.id"))
                    .containsKey("tracebridge.series"));
  }

  @Test
  void eachRunHasAnIdOfItsOwn() throws Exception {
    job.sync();
    job.sandbox().leads().add(1);
    job.sync();
    assertThat(about("lead-sync "))
        .extracting(line -> line.ids().get("trace.id"))
        .doesNotContainNull()
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aBatchIsKnownByItsSinkAndName() throws Exception {
    Files.writeString(folder.resolve("leads"), "in the way");
    job.job().call("direct:lead-sync");
    job.deliver();
    Map<String, String> ids = about("sink file does not take leads").get(0).ids();
    assertThat(ids).containsEntry("tracebridge.sink", "file").containsKey("trace.id");
    assertThat(ids.get("tracebridge.batch")).endsWith("-000000001");
  }

  @Test
  void aLeadOnAnotherThreadIsKnownByItsSink() throws Exception {
    try (TestCrm crm = new TestCrm()) {
      crm.refuses = lead -> true;
      Path mapping = Files.writeString(folder.resolve("crm.jslt"), ".");
      job.set(Setting.LEADS_SINKS, "http")
          .setOf("http", Setting.SINK_MAPPING, mapping.toString())
          .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
          .sync();
      assertThat(about("sink http: lead ")).isNotEmpty();
      assertThat(about("sink http: lead "))
          .allSatisfy(
              line ->
                  assertThat(line.ids())
                      .containsEntry("tracebridge.sink", "http")
                      .containsKey("trace.id")
                      .doesNotContainKey("tracebridge.series"));
    }
  }

  @Test
  void anOfferFileIsKnownByItsNumberAndName() throws Exception {
    job.offers();
    Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
    Files.writeString(inbox.resolve("a.json"), "{");
    job.sync();
    assertThat(about("offers: a.json is "))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.ids())
                    .containsEntry("tracebridge.file", "1")
                    .containsEntry("file.name", "a.json")
                    .containsKey("trace.id"));
  }

  @Test
  void aWindowIsKnownByItsNumber() throws Exception {
    job.sync();
    assertThat(job.command("backfill", "--from", "2026-01-01", "--to", "2026-11-01")).isZero();
    assertThat(about("lead-walk backfill"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.ids())
                    .containsEntry("tracebridge.window", "1")
                    .containsEntry("tracebridge.series", "backfill"));
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    job.job().call("direct:lead-sync");
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    assertThat(about("rows in ")).isNotEmpty();
  }

  private List<Line> about(String words) {
    return lines.stream().filter(line -> line.message().contains(words)).toList();
  }
}
