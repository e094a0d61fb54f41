package io.github.tracebridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosedToTest {
  private final ClosedTo closedTo = new ClosedTo();

  @Test
  void aLeadIsAloneWhenOthersWereTakenThreeTimesMeanwhile() {
    assertThat(closedTo.isAlone("a", 10)).isFalse();
    assertThat(closedTo.isAlone("a", 11)).isFalse();
    assertThat(closedTo.isAlone("a", 20)).isFalse();
    assertThat(closedTo.isAlone("a", 21)).isTrue();
    assertThat(closedTo.isAlone("a", 22)).as("anew").isFalse();
  }

  @Test
  void aSinkThatTakesNoneIsClosedToAll() {
    for (int time = 0; time < 10; time++) {
      assertThat(closedTo.isAlone("a", 10)).isFalse();
      assertThat(closedTo.isAlone("b", 10)).isFalse();
    }
  }

  @Test
  void aLeadThatWasTakenBeginsAnew() {
    closedTo.isAlone("a", 1);
    closedTo.isAlone("a", 2);
    closedTo.isAlone("a", 3);
    closedTo.open("a");
    assertThat(closedTo.isAlone("a", 4)).isFalse();
  }
}
