package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadBookTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:12:44Z"));
  private final LeadBook book = new LeadBook(clock);

  @Test
  void idsLookRandomAndLeadBackToTheirOrdinals() {
    LeadIds ids = new LeadIds(42);
    for (int ordinal : new int[] {0, 1, 2, 77, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(ids.id(ordinal).version()).isEqualTo(4);
      assertThat(ids.id(ordinal).variant()).isEqualTo(2);
      assertThat(ids.ordinal(ids.id(ordinal))).isEqualTo(ordinal);
    }
    assertThat(ids.ordinal(UUID.fromString("6b1d9c1e-2f0a-4c57-9d5e-0f6a4c1b7e11"))).isNegative();
  }

  @Test
  void theSameSeedGivesTheSameLeads() {
    book.fill(Seeding.of(20).withSeed(5));
    List<Truth> first = truth();
    book.fill(Seeding.of(20).withSeed(5));
    assertThat(truth()).isEqualTo(first);
    book.fill(Seeding.of(20).withSeed(6));
    assertThat(truth()).doesNotContainAnyElementsOf(first);
  }

  @Test
  void leadsSpreadFromOldestToNewest() {
    book.fill(100);
    List<Row> rows = rows(ListingKnobs.Order.CREATED_ASC);
    assertThat(Times.json(rows.get(0).created())).isEqualTo("2026-02-02T09:07:44Z");
    assertThat(Times.json(rows.get(99).created())).isEqualTo("2026-03-04T09:07:44Z");
  }

  @Test
  void tiesAreOrderedById() {
    book.fill(Seeding.of(100).withTies(25));
    List<Row> rows = rows(ListingKnobs.Order.CREATED_ASC);
    assertThat(rows.stream().map(Row::created).distinct()).hasSize(4);
    assertThat(rows.subList(0, 25).stream().map(row -> row.id().toString())).isSorted();
  }

  @Test
  void leadsComeNowOrLate() {
    book.fill(100);
    UUID now = book.add(1).get(0);
    UUID late = book.addLate(1, Duration.ofDays(10)).get(0);
    List<UUID> ids = rows(ListingKnobs.Order.CREATED_DESC).stream().map(Row::id).toList();
    assertThat(ids.indexOf(now)).isZero();
    assertThat(ids.indexOf(late)).isBetween(30, 36);
    assertThat(book.size()).isEqualTo(102);
  }

  @Test
  void aChangeGivesContentsThatNeverWereAndGoingBackTheOldOnes() {
    book.fill(1);
    String a = truth().get(0).contentKey();
    UUID id = book.change(1).get(0);
    String b = truth().get(0).contentKey();
    assertThat(book.changeBack(List.of(id))).containsExactly(id);
    assertThat(truth().get(0)).isEqualTo(new Truth(id, 2, a, null));
    book.change(1);
    assertThat(truth().get(0).contentKey()).isNotIn(a, b);
    assertThat(truth().get(0).revision()).isEqualTo(3);
  }

  @Test
  void aLeadNeverChangedCannotGoBack() {
    book.fill(3);
    assertThat(book.changeBack(2)).isEmpty();
    assertThat(book.changeBack(List.of(truth().get(0).id()))).isEmpty();
    assertThat(book.change(List.of(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void deletedLeadsAreGone() {
    book.fill(50);
    List<UUID> gone = book.delete(10);
    assertThat(gone).hasSize(10).doesNotHaveDuplicates();
    assertThat(truth()).hasSize(40).extracting(Truth::id).doesNotContainAnyElementsOf(gone);
    assertThat(book.delete(gone)).isEmpty();
    assertThat(book.change(gone)).isEmpty();
    assertThat(book.delete(99)).hasSize(40);
    assertThat(book.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Poison.class)
  void aPoisonedLeadIsKnownAndCanBeDeleted(Poison kind) {
    UUID id = book.addPoison(kind);
    assertThat(truth()).extracting(Truth::poison).containsExactly(kind);
    assertThat(book.delete(List.of(id))).containsExactly(id);
  }

  @Test
  void anySequenceOfMovesKeepsTheOrder() {
    book.fill(Seeding.of(200).withTies(10));
    Random dice = new Random(3);
    for (int i = 0; i < 200; i++) {
      switch (dice.nextInt(3)) {
        case 0 -> book.addLate(2, Duration.ofHours(dice.nextInt(500)));
        case 1 -> book.delete(2);
        default -> book.change(2);
      }
    }
    List<Row> rows = rows(ListingKnobs.Order.CREATED_ASC);
    assertThat(rows).hasSize(book.size()).extracting(Row::id).doesNotHaveDuplicates();
    assertThat(rows).extracting(Row::created).isSorted();
  }

  @Test
  void anUnstableOrderStillHoldsEveryLeadOnce() {
    book.fill(97);
    assertThat(rows(ListingKnobs.Order.UNSTABLE))
        .extracting(Row::id)
        .doesNotHaveDuplicates()
        .hasSize(97);
  }

  @Test
  void aMillionLeadsAreHeldLightly() {
    book.fill(1_000_000);
    Slice last = book.slice(Selection.ALL, ListingKnobs.Order.CREATED_DESC, 999_990, 100, false);
    assertThat(last.total()).isEqualTo(1_000_000);
    assertThat(last.rows()).hasSize(10);
  }

  private List<Row> rows(ListingKnobs.Order order) {
    return book.slice(Selection.ALL, order, 0, Integer.MAX_VALUE / 4, false).rows();
  }

  private List<Truth> truth() {
    List<Truth> all = new ArrayList<>();
    book.truth().forEachRemaining(all::add);
    return all;
  }
}
