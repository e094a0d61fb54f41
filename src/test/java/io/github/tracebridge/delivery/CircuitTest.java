package io.github.tracebridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private static final Instant BEGUN = Instant.parse("2026-03-04T09:00:00Z");

  private final MutableClock clock = new MutableClock(BEGUN);
  private final Circuit circuit = new Circuit(clock);

  @Test
  void whatTheSinkAskedForIsKeptToWhateverElseItAnswers() {
    assertThat(circuit.failed("it answered 429.", Duration.ofSeconds(10), false)).isTrue();
    assertThat(circuit.succeeded()).as("what was under way").isEmpty();
    assertThat(circuit.isOpen()).isTrue();
    clock.advance(Duration.ofSeconds(11));
    assertThat(circuit.isOpen()).isFalse();
    assertThat(circuit.succeeded()).contains(Duration.ofSeconds(11));
    assertThat(circuit.isOnTrial()).isFalse();
  }

  @Test
  void nobodyIsLeftAloneForMoreThanAnHour() {
    circuit.failed("it answered 503.", Duration.ofDays(365), false);
    assertThat(circuit.nextTry()).contains(BEGUN.plus(Duration.ofHours(1)));
  }

  @Test
  void tenFaultsInARowOpenItAndOneLessDoesNot() {
    for (int fault = 1; fault < 10; fault++) {
      assertThat(circuit.failed("it answered 500.", null, false)).isFalse();
    }
    assertThat(circuit.failed("it answered 500.", null, false)).isTrue();
    assertThat(circuit.isOpen()).isTrue();
  }
}
