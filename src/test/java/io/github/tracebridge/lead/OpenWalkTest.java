package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.lead.OpenWalk.Phase;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpenWalkTest {
  private final OpenWalk walk = new OpenWalk("names", null, 1);
  private int digests;

  @Test
  void onePageIsProvedByItself() {
    take(40, 40, 40);
    assertThat(walk.phase).isEqualTo(Phase.PROVED);
  }

  @Test
  void noLeadsAtAllAreProvedToo() {
    take(0, 0, 0);
    assertThat(walk.phase).isEqualTo(Phase.PROVED);
  }

  @Test
  void ofSeveralPagesTheHeadIsReadAgain() {
    take(100, 100, 150);
    assertThat(walk.page).isEqualTo(1);
    take(50, 50, 150);
    assertThat(walk.phase).isEqualTo(Phase.HEAD);
    assertThat(walk.page).isZero();
    take(100, 0, 150);
    assertThat(walk.phase).isEqualTo(Phase.PROVED);
  }

  @Test
  void theHeadIsReadOnUntilAKnownRow() {
    take(100, 100, 150);
    take(50, 50, 150);
    take(100, 100, 250);
    assertThat(walk.phase).isEqualTo(Phase.HEAD);
    assertThat(walk.page).isEqualTo(1);
    take(100, 0, 250);
    assertThat(walk.phase).isEqualTo(Phase.PROVED);
  }

  @Test
  void aSmallerTotalStepsBack() {
    take(100, 100, 500);
    take(100, 100, 500);
    take(100, 100, 500);
    take(100, 100, 399);
    assertThat(walk.page).as("101 gone are two pages, and one more").isZero();
    assertThat(walk.phase).isEqualTo(Phase.READING);
  }

  @Test
  void aLargerTotalGoesOn() {
    take(100, 100, 500);
    take(100, 100, 510);
    assertThat(walk.page).isEqualTo(2);
  }

  @Test
  void aServerThatGivesSmallerPagesIsFollowed() {
    take(50, 50, 120);
    take(50, 50, 120);
    assertThat(walk.page).isEqualTo(2);
    take(20, 20, 120);
    assertThat(walk.phase).isEqualTo(Phase.HEAD);
  }

  @Test
  void aPageThatComesTwiceIsAskedForAgain() {
    walk.take(facts(100, 100, 300, "same"));
    assertThatThrownBy(() -> walk.take(facts(100, 0, 300, "same")))
        .isInstanceOf(Fault.Transient.class)
        .hasMessageContaining("page 2");
  }

  @Test
  void aPageWithoutTheRowsThatWereToldOfIsAskedForAgain() {
    take(100, 100, 300);
    assertThatThrownBy(() -> take(0, 0, 300))
        .isInstanceOf(Fault.Transient.class)
        .hasMessageContaining("300 leads");
  }

  @Test
  void withoutATotalTwoPassesMustSeeTheSame() {
    pass(100, 50);
    assertThat(walk.phase).isEqualTo(Phase.NEXT_PASS);
    walk.nextPass(2);
    take(100, 100, 0, -1);
    take(50, 50, 0, -1);
    take(100, 0, 0, -1);
    assertThat(walk.phase).isEqualTo(Phase.PROVED);
  }

  @Test
  void threeTriesThatBringNothingEndTheWalkUnproved() {
    for (int pass = 1; pass <= 3; pass++) {
      take(100, 100, pass == 1 ? 100 : 0, 150);
      take(40, 40, pass == 1 ? 40 : 0, 150);
      take(100, 0, 0, 150);
      assertThat(walk.phase).isEqualTo(pass < 3 ? Phase.NEXT_PASS : Phase.UNPROVED);
      if (pass < 3) {
        walk.nextPass(pass + 1);
      }
    }
    assertThat(walk.shortfall()).contains("140 of 150");
  }

  @Test
  void deletionsWithoutEndProveNothing() {
    long total = 10_000;
    for (int passes = 1; !walk.isOver() && total > 0; ) {
      take(100, 100, --total);
      if (walk.phase == Phase.NEXT_PASS) {
        walk.nextPass(++passes);
      }
    }
    assertThat(walk.phase).isEqualTo(Phase.UNPROVED);
  }

  @Test
  void onePageWithoutAnAnswerIsLeftOutAndTwoInARowAreNot() {
    take(100, 100, 500);
    assertThat(walk.skip()).isTrue();
    assertThat(walk.page).isEqualTo(2);
    assertThat(walk.skip()).isFalse();
    assertThat(walk.page).as("the next run begins with the first that failed").isEqualTo(1);
  }

  @Test
  void aFirstPageWithoutAnAnswerIsNotBlamedOnTheOneBehindIt() {
    assertThat(walk.skip()).isTrue();
    take(0, 0, 80);
    assertThat(walk.phase).as("asks for the first page once more").isEqualTo(Phase.HEAD);
    assertThat(walk.page).isZero();
  }

  @Test
  void withoutATotalThatThereIsNoSuchPageIsTheEnd() {
    take(100, 100, -1);
    take(100, 100, -1);
    walk.takeNone();
    assertThat(walk.phase).isEqualTo(Phase.HEAD);
    take(100, 0, -1);
    assertThat(walk.phase).as("seen once").isEqualTo(Phase.NEXT_PASS);
  }

  @Test
  void soItIsBehindALastPageThatGaveNoAnswer() {
    take(100, 100, 150);
    assertThat(walk.skip()).isTrue();
    walk.takeNone();
    assertThat(walk.phase).isEqualTo(Phase.HEAD);
  }

  @Test
  void whereRowsAreStillToldOfThePassBeginsAnewThreeTimes() {
    for (int pass = 1; pass <= 3; pass++) {
      take(100, 100, pass == 1 ? 100 : 0, 150);
      walk.takeNone();
      assertThat(walk.phase).isEqualTo(pass < 3 ? Phase.NEXT_PASS : Phase.UNPROVED);
      if (pass < 3) {
        walk.nextPass(pass + 1);
        assertThat(walk.page).isZero();
      }
    }
    assertThat(walk.shortfall()).isEqualTo("100 of 150 leads seen, 1 page without an answer");
  }

  @Test
  void aRefusalBehindTheFirstPageLeadsBackToIt() {
    take(100, 100, 300);
    walk.refused();
    assertThat(walk.phase).isEqualTo(Phase.NEXT_PASS);
  }

  private void pass(int first, int second) {
    take(first, first, first, -1);
    take(second, second, second, -1);
    take(first, 0, 0, -1);
  }

  private void take(int rows, int fresh, long total) {
    take(rows, fresh, fresh, total);
  }

  private void take(int rows, int newInPass, int newInWalk, long total) {
    OptionalLong told = total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
    walk.take(
        new PageFacts(
            rows,
            0,
            0,
            new Brought(newInPass, newInWalk, 0, 0, 0, 0, 0),
            told,
            "page " + digests++,
            null,
            null,
            Instant.EPOCH));
  }

  @Test
  void withoutATotalPagesThatBringNothingNewEndInNoProof() {
    OpenWalk walk = new OpenWalk("names", null, 1);
    int pages = 0;
    while (!walk.isOver() && pages < 1000) {
      if (walk.phase == OpenWalk.Phase.NEXT_PASS) {
        walk.nextPass(pages);
      }
      int news = walk.page == 0 ? 10 : 0;
      walk.take(
          new PageFacts(
              10,
              0,
              0,
              new Brought(news, 0, 0, 0, 0, 0, 0),
              OptionalLong.empty(),
              "digest " + pages,
              null,
              null,
              Instant.EPOCH));
      pages++;
    }
    assertThat(walk.phase).isEqualTo(OpenWalk.Phase.UNPROVED);
    assertThat(pages).isLessThan(100);
  }

  private static PageFacts facts(int rows, int fresh, long total, String digest) {
    return new PageFacts(
        rows,
        0,
        0,
        new Brought(fresh, fresh, 0, 0, 0, 0, 0),
        OptionalLong.of(total),
        digest,
        null,
        null,
        Instant.EPOCH);
  }
}
