package io.github.tracebridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an incident begins and ends, and who hears of it. */
class WatchTest {
  private static final Instant BEGUN = Instant.parse("2026-11-21T09:00:00Z");

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(BEGUN);
  private final List<String> heard = new ArrayList<>();
  private Optional<String> wrong = Optional.empty();
  private Ledger ledger;
  private IncidentTable table;
  private Watch watch;

  @BeforeEach
  void begin() {
    open();
  }

  private void open() {
    ledger = Ledger.open(Database.SQLITE.fresh(folder));
    table = new IncidentTable(ledger.jdbi());
    watch = watch();
  }

  private Watch watch() {
    Watch.Condition condition = Watch.Condition.of(Trouble.SINK, "http", this::now);
    return new Watch(List.of(condition), table, this::hear, clock);
  }

  private Optional<String> now() {
    return wrong;
  }

  private void hear(Incident incident) {
    heard.add((incident.closedAt() == null ? "opened " : "closed ") + incident.sentence());
  }

  @AfterEach
  void end() {
    ledger.close();
  }

  @Test
  void whatThisProcessHasNotSeenIsMarkedAndWhatItKnowsAtOnceIsOverAtOnce() {
    wrong = Optional.of("down");
    watch.look();
    new Watch(List.of(paused(Optional.of("paused"))), table, this::hear, clock).look();
    wrong = Optional.empty();
    Watch next = new Watch(List.of(), table, this::hear, clock);
    next.look();
    assertThat(next.open())
        .as("a pause ends with its process; whether a sink is down has to be found out")
        .singleElement()
        .matches(incident -> incident.trouble() == Trouble.SINK)
        .matches(incident -> !next.isSeen(incident));
  }

  private static Watch.Condition paused(Optional<String> sentence) {
    return Watch.Condition.of(Trouble.PAUSED, "walks", () -> sentence);
  }

  @Test
  void anIncidentBeginsOnceAndEndsOnce() {
    watch.look();
    wrong = Optional.of("down");
    watch.look();
    wrong = Optional.of("still down");
    clock.advance(Duration.ofMinutes(5));
    watch.look();
    assertThat(watch.open()).singleElement().matches(i -> i.sentence().equals("still down."));
    wrong = Optional.empty();
    watch.look();
    watch.look();
    assertThat(heard).containsExactly("opened down.", "closed still down.");
    assertThat(watch.open()).isEmpty();
    assertThat(table.newest(10))
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.title()).isEqualTo("sink http");
              assertThat(incident.openedAt()).isEqualTo(BEGUN);
              assertThat(incident.closedAt()).isEqualTo(BEGUN.plusSeconds(300));
            });
  }

  @Test
  void aRestartBeginsNothingAnew() {
    wrong = Optional.of("down");
    watch.look();
    watch = watch();
    watch.look();
    assertThat(heard).containsExactly("opened down.");
    assertThat(watch.open()).hasSize(1);
    wrong = Optional.empty();
    watch.look();
    assertThat(heard).containsExactly("opened down.", "closed down.");
    assertThat(table.newest(10)).hasSize(1);
  }

  @Test
  void aNewProcessFindsOutFirstBeforeItSaysThatSomethingIsOver() {
    wrong = Optional.of("down");
    watch.look();
    watch = watch();
    wrong = Optional.empty();
    watch.look();
    assertThat(watch.open()).hasSize(1);
    assertThat(watch.takeUntold()).as("nor is it told before it is found again").isEmpty();
    wrong = Optional.of("still down");
    watch.look();
    assertThat(heard).containsExactly("opened down.");
    watch = watch();
    wrong = Optional.empty();
    watch.look();
    clock.advance(Duration.ofMinutes(3).plusSeconds(1));
    watch.look();
    assertThat(heard).containsExactly("opened down.", "closed down.");
  }

  @Test
  void whereNobodyKnowsItStaysAsItWas() {
    wrong = Optional.of("down");
    watch.look();
    Watch.Condition blind =
        Watch.Condition.of(
            Trouble.SINK,
            "http",
            () -> {
              throw new IllegalStateException("the ledger is away");
            });
    watch = new Watch(List.of(blind), table, this::hear, clock);
    watch.look();
    assertThat(watch.open()).hasSize(1);
    assertThat(heard).containsExactly("opened down.");
  }

  @Test
  void withoutALedgerMemoryWillDo() {
    ledger.close();
    wrong = Optional.of("the disk is full");
    watch.look();
    assertThat(watch.open()).singleElement().matches(incident -> incident.id() == 0);
    assertThat(watch.takeUntold()).hasSize(1);
    wrong = Optional.empty();
    watch.look();
    assertThat(watch.takeUntold()).singleElement().matches(i -> i.closedAt() != null);
    assertThat(heard).containsExactly("opened the disk is full.", "closed the disk is full.");
  }

  @Test
  void othersHearOfItsBeginningAndItsEndOnce() {
    wrong = Optional.of("down");
    watch.look();
    assertThat(watch.takeUntold()).singleElement().matches(i -> i.closedAt() == null);
    assertThat(watch.takeUntold()).isEmpty();
    assertThat(watch().takeUntold()).isEmpty();
    wrong = Optional.empty();
    watch.look();
    assertThat(watch.takeUntold()).singleElement().matches(i -> i.closedAt() != null);
    assertThat(watch.takeUntold()).isEmpty();
    assertThat(table.unfinished()).isEmpty();
  }

  @Test
  void whatTheyDidNotHearIsToldAgainUnlessItIsOver() {
    wrong = Optional.of("down");
    watch.look();
    Incident taken = watch.takeUntold().get(0);
    watch.notTold(taken);
    taken = watch.takeUntold().get(0);
    assertThat(taken.closedAt()).isNull();
    wrong = Optional.empty();
    watch.look();
    watch.notTold(taken);
    assertThat(watch.takeUntold()).as("neither of its end").isEmpty();
  }

  @Test
  void anEndThatTheyDidNotHearIsToldAgain() {
    wrong = Optional.of("down");
    watch.look();
    watch.takeUntold();
    wrong = Optional.empty();
    watch.look();
    Incident taken = watch.takeUntold().get(0);
    watch.notTold(taken);
    assertThat(watch.takeUntold()).singleElement().matches(i -> i.closedAt() != null);
  }

  @Test
  void whatWasNotToldBeforeARestartIsToldBehindIt() {
    wrong = Optional.of("down");
    watch.look();
    watch.takeUntold();
    wrong = Optional.empty();
    watch.look();
    watch = watch();
    watch.look();
    assertThat(watch.takeUntold()).singleElement().matches(i -> i.closedAt() != null);
  }
}
