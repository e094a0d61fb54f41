package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.InstanceNotFoundException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does over JMX to a job that runs by its schedules. */
class OperationsTest {
  private static final String SINK = "type=Sink,name=file";
  private static final String CONNECTION = "type=Connection,name=trace-crm";

  @TempDir Path folder;
  private WholeJob made;
  private Job job;

  @AfterEach
  void end() {
    job.close();
    made.close();
  }

  @Test
  void pausedWalksAskForNothingUntilTheyAreResumed() throws Exception {
    begin(new WholeJob(folder).leads(5).set(Setting.LEADS_SCHEDULE, "1s"));
    until(() -> Jmx.number("type=Leads", "Seen") == 5);
    Jmx.run("type=Leads", "pause");
    assertThat(Jmx.get("type=Leads", "Paused")).isEqualTo(true);
    quiet();
    Jmx.run("type=Leads", "resume");
    quietNoMore();
    assertThat(Jmx.get("type=Leads", "Paused")).isEqualTo(false);
  }

  @Test
  void aPauseInTheMidstOfAWalkAnswersAtOnceAndTheWalkComesToItsEnd() throws Exception {
    begin(
        new WholeJob(folder)
            .leads(200)
            .turn("{answers:{latency:'PT0.2S'}}")
            .set(Setting.LEADS_SCHEDULE, "1s"));
    until(() -> made.pages() > 1);
    long began = System.nanoTime();
    Jmx.run("type=Leads", "pause");
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    until(() -> Jmx.number("type=Leads", "Seen") == 200);
  }

  @Test
  void soDoWalksByCron() throws Exception {
    begin(new WholeJob(folder).leads(5).set(Setting.LEADS_SCHEDULE, "0/1 * * * * ?"));
    until(() -> Jmx.number("type=Leads", "Seen") == 5);
    Jmx.run("type=Leads", "pause");
    quiet();
    Jmx.run("type=Leads", "resume");
    quietNoMore();
  }

  @Test
  void aRouteThatWasSuspendedOverCamelsOwnMBeanIsResumedToo() throws Exception {
    begin(new WholeJob(folder).leads(5).set(Setting.LEADS_SCHEDULE, "1s"));
    job.camel().getRouteController().suspendRoute("lead-schedule");
    assertThat(Jmx.get("type=Leads", "Paused")).isEqualTo(true);
    Jmx.run("type=Leads", "resume");
    assertThat(Jmx.get("type=Leads", "Paused")).isEqualTo(false);
    quietNoMore();
  }

  @Test
  void aWalkBeginsNowAndNotASecondOneBesideIt() throws Exception {
    begin(
        new WholeJob(folder)
            .leads(200)
            .turn("{answers:{latency:'PT0.1S'}}")
            .set(Setting.LEADS_SCHEDULE, "365d"));
    until(() -> made.pages() > 1);
    assertThatThrownBy(() -> Jmx.run("type=Leads", "walkNow"))
        .hasStackTraceContaining("walks are under way");
    until(() -> Jmx.number("type=Leads", "Seen") == 200);
    until(() -> Jmx.get("type=Leads", "WalkProgress").equals(""));
    made.sandbox().leads().add(1);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> Jmx.run("type=Leads", "walkNow").equals("begun"));
    until(() -> Jmx.number("type=Leads", "Seen") == 201);
  }

  @Test
  void pausedDeliveriesLeaveLeadsDueAndGoOnWhenResumed() throws Exception {
    begin(new WholeJob(folder).set(Setting.LEADS_SCHEDULE, "1s"));
    Jmx.run(SINK, "pause");
    assertThat(Jmx.get(SINK, "Paused")).isEqualTo(true);
    made.sandbox().leads().add(7);
    until(() -> Jmx.number(SINK, "Pending") == 7);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> Jmx.number(SINK, "Delivered") == 0);
    Jmx.run(SINK, "resume");
    until(() -> Jmx.number(SINK, "Delivered") == 7);
    until(() -> Jmx.number(SINK, "Pending") == 0);
  }

  @Test
  void aTokenIsRenewed() throws Exception {
    begin(new WholeJob(folder).leads(1).set(Setting.LEADS_SCHEDULE, "365d"));
    until(() -> Jmx.number("type=Leads", "Seen") == 1);
    assertThat(Jmx.run(CONNECTION, "renewToken").toString()).startsWith("a new token, good for ");
    assertThat(Jmx.number(CONNECTION, "TokenRequests")).isEqualTo(2);
  }

  @Test
  void aRunByHandShowsNoneAsNobodyCouldLookForLong() throws Exception {
    made = new WholeJob(folder).leads(5);
    job = made.job();
    made.sync();
    assertThatThrownBy(() -> Jmx.get("type=Leads", "Seen"))
        .hasRootCauseInstanceOf(InstanceNotFoundException.class);
  }

  private void begin(WholeJob whole) {
    made = whole;
    job = whole.scheduled();
    job.start();
  }

  /** For two seconds, in which a walk would begin. */
  private void quiet() {
    AtomicLong pages = new AtomicLong(-1);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> pages.getAndSet(made.pages()) == made.pages());
  }

  private void quietNoMore() {
    long pages = made.pages();
    until(() -> made.pages() > pages);
  }

  private interface Question {
    boolean ask() throws Exception;
  }

  private static void until(Question question) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(question::ask);
  }
}
