package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.tracebridge.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink of a user's own that gets every version. */
class OwnSinkTest {
  private static final String FAILS =
      """
      - throwException:
          exceptionType: %s
          message: "cannot send ${body}"
      """;

  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder.resolve("data"))
            .leads(3)
            .set(Setting.LEADS_SINKS, "file,mylog")
            .setOf(OwnSink.NAME, Setting.SINK_VERSIONS, "every");
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void whatItsRouteSaysOfItsFaultIsNotRepeated() throws Exception {
    saysNothingOfALead("java.lang.IllegalStateException", "IllegalStateException");
  }

  @Test
  void norWhatItSaysOfTheNetwork() throws Exception {
    saysNothingOfALead("java.io.IOException", "IOException");
  }

  @Test
  void oneThatIsTakenOutHoldsUpNoRun() throws Exception {
    job.at(OwnSink.in(folder.resolve("home"), FAILS.formatted("java.lang.IllegalStateException")));
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(job.flow().deliveries().nextTry()).isPresent();
    job.restart().set(Setting.LEADS_SINKS, "file").job();
    assertThat(job.flow().deliveries().nextTry()).isEmpty();
    assertThat(job.flow().deliveries().complaint()).isEmpty();
    assertThat(job.flow().deliveries().pending()).isZero();
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> job.sync());
  }

  @Test
  void itDidNotGetALeadThatItNeverTook() throws Exception {
    job.at(OwnSink.in(folder.resolve("home"), FAILS.formatted("java.lang.IllegalStateException")));
    job.job().call("direct:lead-sync");
    job.deliver();
    job.restart();
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(job.command("leads", "forget", job.leadIds().get(0))).isZero();
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("is forgotten; files changed: 1")
        .doesNotContain("mylog");
  }

  private void saysNothingOfALead(String fault, String name) throws Exception {
    job.at(OwnSink.in(folder.resolve("home"), FAILS.formatted(fault)));
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(job.flow().deliveries().complaint())
        .get()
        .asString()
        .contains(name)
        .doesNotContain("leadId", "@");
    assertThat(reason()).contains(name).doesNotContain("leadId", "@");
    job.setOf(OwnSink.NAME, Setting.SINK_VERSIONS, "latest");
    job.deliver();
    assertThat(job.deliveries("reason is not null"))
        .isNotEmpty()
        .allMatch(row -> String.valueOf(row.get("reason")).contains(name))
        .noneMatch(row -> String.valueOf(row.get("reason")).contains("@"));
  }

  private String reason() {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select("select reason from batch where sink = 'mylog'")
                        .mapTo(String.class)
                        .one()));
  }
}
