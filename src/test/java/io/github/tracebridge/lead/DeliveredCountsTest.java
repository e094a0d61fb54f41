package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.delivery.DeliveredCounts;
import io.github.tracebridge.delivery.Forgetting;
import io.github.tracebridge.delivery.LogDeliveries;
import io.github.tracebridge.delivery.Retention;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How many leads a sink that gets every version got, of which kind and how fast. */
@ParameterizedClass
@EnumSource
class DeliveredCountsTest {
  private static final Instant T0 = Instant.parse("2026-03-04T23:59:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-04");

  @Parameter Database database;
  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(T0);
  private final LeadLedger leads = new LeadLedger();
  private Ledger ledger;
  private Jdbi jdbi;
  private LogDeliveries deliveries;
  private DeliveredCounts counts;

  @BeforeEach
  void open() {
    ledger = Ledger.open(database.fresh(folder));
    jdbi = ledger.jdbi();
    deliveries = new LogDeliveries(ledger, Logs.of(10, "file", "late"), Optional.empty(), clock);
    counts = new DeliveredCounts(ledger, clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aLeadCountsOnceASinkHoweverOftenItChanges() throws SQLException {
    take(lead("a", T0, "3", "A"), lead("b", T0, "3+5", "A"));
    deliver("file");
    take(lead("a", T0, "3", "B"), lead("c", T0, "3", "A"));
    deliver("file");
    assertThat(counts.counts(1)).containsExactly(count(DAY, "3", 2), count(DAY, "3+5", 1));
    assertThat(counts.speeds().get("file").total()).isEqualTo(3);
    deliver("late");
    assertThat(counts.speeds().get("late").total()).isEqualTo(3);
  }

  @Test
  void aBoundIsPartOfWhatItBounds() throws SQLException {
    take(
        lead("at once", T0.plusSeconds(5), "", "A"),
        lead("bound", T0.minusSeconds(30), "", "A"),
        lead("above", T0.minusMillis(30_001), "", "A"),
        lead("day", T0.minus(Duration.ofHours(23)), "", "A"));
    deliver("file");
    clock.advance(Duration.ofDays(2));
    take(lead("longer", T0, "", "A"));
    deliver("file");
    DeliveredCounts.Speeds speeds = counts.speeds().get("file");
    assertThat(speeds.within().keySet()).containsExactlyElementsOf(DeliveredCounts.BOUNDS);
    assertThat(speeds.within().values()).containsExactly(2L, 3L, 3L, 3L, 3L, 3L, 4L);
    assertThat(speeds.total()).isEqualTo(5);
    assertThat(counts.speeds(1).get("file").within().values()).containsOnly(0L);
    assertThat(counts.speeds(3)).isEqualTo(counts.speeds());
  }

  @Test
  void whereTraceTellsNoTimeItCountsFromWhenTheLeadWasSeen() throws SQLException {
    take(lead("a", null, "", "A"));
    clock.advance(Duration.ofSeconds(50));
    take(lead("a", null, "", "B"));
    deliver("file");
    assertThat(counts.speeds().get("file").within().values())
        .containsExactly(0L, 1L, 1L, 1L, 1L, 1L, 1L);
  }

  @Test
  void whatWasThereLongBeforeCountsForItsDayAlone() throws SQLException {
    take(lead("old", T0.minus(Duration.ofDays(1)), "3", "A"));
    take(pass(false), lead("brought by a backfill", T0, "3", "A"));
    deliver("file");
    assertThat(counts.counts(1)).containsExactly(count(DAY, "3", 2));
    assertThat(counts.speeds()).isEmpty();
  }

  @Test
  void daysAreThoseOfTheDeliveryInUtc() throws SQLException {
    take(lead("a", T0, "3", "A"));
    deliver("file");
    take(lead("b", T0, "3", "A"));
    clock.advance(Duration.ofMinutes(1));
    deliver("file");
    assertThat(counts.counts(2))
        .containsExactly(count(DAY, "3", 1), count(DAY.plusDays(1), "3", 1));
    assertThat(counts.counts(1)).containsExactly(count(DAY.plusDays(1), "3", 1));
  }

  @Test
  void manyKindsAreOneWhateverThePointerFinds() throws SQLException {
    take(
        IntStream.range(0, 40)
            .mapToObj(i -> lead("lead " + i, T0, "kind-" + i, "A"))
            .toArray(LeadRow[]::new));
    deliver("file");
    assertThat(counts.counts(1)).hasSize(25).contains(count(DAY, "other", 16));
  }

  @Test
  void whatFailsLeavesBothUndone() throws SQLException {
    take(lead("a", T0, "3", "A"));
    LogDeliveries.Batch batch = deliveries.claim("file");
    jdbi.useHandle(tx -> tx.execute("alter table delivered_count rename to away"));
    assertThatThrownBy(() -> deliveries.confirm("file", batch.id())).isNotNull();
    jdbi.useHandle(tx -> tx.execute("alter table away rename to delivered_count"));
    assertThat(counts.counts(1)).isEmpty();
    assertThat(deliveries.claim("file")).as("still to be delivered").isEqualTo(batch);
    deliveries.confirm("file", batch.id());
    assertThatThrownBy(() -> deliveries.confirm("file", batch.id()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(counts.counts(1)).containsExactly(count(DAY, "3", 1));
  }

  @Test
  void erasingLeadsLeavesWhatWasCounted() throws SQLException {
    take(lead("a", T0, "3", "A"), lead("b", T0, "3", "A"));
    deliver("file");
    List<DeliveredCounts.Count> before = counts.counts(9);
    new Forgetting(ledger).forget("a");
    clock.advance(Duration.ofDays(2));
    new Retention(ledger, Logs.of(10, "file"), List.of(), Optional.of(Duration.ofDays(1)), clock)
        .sweep();
    assertThat(bodies()).isZero();
    deliver("late");
    assertThat(counts.counts(9)).as("nothing was left to deliver").isEqualTo(before).hasSize(1);
  }

  private int bodies() {
    return jdbi.withHandle(
        tx ->
            tx.select("select count(*) from lead_version where body is not null")
                .mapTo(Integer.class)
                .one());
  }

  private void take(LeadRow... rows) throws SQLException {
    take(pass(true), rows);
  }

  private void take(LeadLedger.Pass pass, LeadRow... rows) throws SQLException {
    jdbi.useTransaction(tx -> leads.take(tx, Arrays.asList(rows), pass, clock.instant()));
  }

  private static LeadLedger.Pass pass(boolean isLive) {
    return new LeadLedger.Pass("full_pass", 1, 1, isLive, T0.minus(Duration.ofDays(1)));
  }

  private static LeadRow lead(String id, @Nullable Instant created, String kind, String content) {
    return new LeadRow(id, null, created, null, false, kind, content, "{}");
  }

  private static DeliveredCounts.Count count(LocalDate day, String kind, long leads) {
    return new DeliveredCounts.Count(day, "file", kind, leads);
  }

  private void deliver(String sink) {
    while (deliveries.isDue(sink, deliveries.end())) {
      deliveries.confirm(sink, deliveries.claim(sink).id());
    }
  }
}
