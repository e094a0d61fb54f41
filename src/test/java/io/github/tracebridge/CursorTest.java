package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.lead.CursorMoves;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cursors that a person moves, also while a walk is under way. */
class CursorTest {
  @TempDir Path folder;
  private Said said;
  private WholeJob job;

  @BeforeEach
  void begin() throws Exception {
    said = new Said();
    job = new WholeJob(folder).leads(150).set(Setting.PAGE_SIZE, "5").sync();
  }

  @AfterEach
  void end() {
    said.close();
    job.close();
  }

  @Test
  void rewoundItReadsOnceMoreWhatCameSince() throws Exception {
    UUID late = job.sandbox().leads().addLate(1, Duration.ofDays(3)).get(0);
    Instant before = cursor();
    assertThat(job.command("state", "rewind", "created", "4d")).isZero();
    assertThat(cursor()).isEqualTo(before.minus(Duration.ofDays(4)));
    job.sync();
    assertThat(job.lines().ofLead(late)).hasSize(1);
    assertThat(cursor()).as("it moves on again").isAfter(before.minus(Duration.ofMinutes(10)));
  }

  @Test
  void whoMovedItWhenAndWhereIsKept() throws Exception {
    Instant before = cursor();
    assertThat(job.command("state", "set", "created", "2026-01-01")).isZero();
    assertThat(job.command("state", "show", "--audit")).isZero();
    assertThat(said.text())
        .contains(
            "created: from %s to 2026-01-01T00:00:00Z, by %s"
                .formatted(before, System.getProperty("user.name")));
    assertThat(job.command("state", "show", "--audit", "--json")).isZero();
    assertThat(said.text()).contains("\"to\" : \"2026-01-01T00:00:00Z\"");
  }

  @Test
  void forwardsOnlyWhereThatIsMeant() throws Exception {
    job.command("state", "rewind", "updated", "2d");
    String later = "" + Clock.systemUTC().instant().minus(Duration.ofDays(1));
    assertThat(job.command("state", "set", "updated", later)).isEqualTo(2);
    assertThat(said.text()).contains("passes over leads that were never read", "say --forwards.");
    assertThat(job.command("state", "set", "updated", later, "--forwards")).isZero();
    assertThat(job.command("state", "set", "updated", "2099-01-01", "--forwards")).isEqualTo(2);
    assertThat(said.text()).contains("a cursor cannot be in the future");
    assertThat(job.command("state", "rewind", "full", "1d")).isEqualTo(2);
    assertThat(said.text()).contains("one of created, updated, but was \"full\"");
    assertThat(job.command("state", "rewind", "created", "999999d")).isEqualTo(2);
    assertThat(said.text()).contains("a cursor cannot be before 1970, but was to be at -");
    assertThat(job.command("state", "rewind", "created", "1ns")).isEqualTo(2);
    assertThat(said.text()).contains("expected a time such as 36h or 7d, but was \"1ns\"");
    assertThat(job.command("plan", "--from", "-0500-01-01", "--to", "2026-01-01")).isEqualTo(2);
  }

  @Test
  void beforeTheFirstWalkThereIsNoCursor() throws Exception {
    job.ledger(jdbi -> jdbi.withHandle(tx -> tx.execute("delete from walk")));
    assertThat(job.command("state", "rewind", "created", "1d")).isEqualTo(2);
    assertThat(said.text()).contains("Created has no cursor yet");
  }

  @Test
  void aWalkUnderWayDoesNotMoveItOn() throws Exception {
    job.command("state", "rewind", "created", "5d");
    Instant moved = moveDuringWalkOf("created");
    assertThat(cursor()).isEqualTo(moved);
    UUID late = job.sandbox().leads().addLate(1, Duration.ofDays(9)).get(0);
    job.sync();
    assertThat(job.lines().ofLead(late)).as("the next one begins there").hasSize(1);
    assertThat(cursor()).isAfter(moved);
  }

  @Test
  void norDoesOneOfAllLeads() throws Exception {
    job.restart().set(Setting.LEADS_FULL_SCHEDULE, "1ms");
    Instant moved = moveDuringWalkOf("full");
    assertThat(cursor()).isEqualTo(moved);
  }

  /** Gives where the cursor of created is after that. */
  private Instant moveDuringWalkOf(String series) {
    job.turn("{answers:{latency:'200ms'}}");
    WalkReport report = job.flow().report();
    CompletableFuture<Void> walk =
        CompletableFuture.runAsync(() -> job.job().call("direct:lead-sync"));
    Awaitility.await().until(() -> report.progress().startsWith(series + ": "));
    try (Ledger beside = Ledger.look(new LedgerSettings(folder, "", "", null)).orElseThrow()) {
      Instant moved =
          new CursorMoves(beside.jdbi(), Clock.systemUTC())
              .move("created", at -> at.minus(Duration.ofDays(10)), false, "somebody")
              .to();
      assertThat(walk).isNotDone();
      walk.join();
      assertThat(report.complaint()).isEmpty();
      job.turn("{answers:{latency:'0ms'}}");
      return moved;
    }
  }

  private Instant cursor() {
    return job.ledger(jdbi -> new WalkLedger(jdbi).standing("created").orElseThrow().cursor());
  }
}
