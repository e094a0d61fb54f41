package io.github.tracebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final Outage outage = new Outage(clock);

  @Test
  void eachReasonIsNewOnceUntilItIsOver() {
    assertThat(outage.isNew("500")).isTrue();
    assertThat(outage.isNew("no answer")).isTrue();
    assertThat(outage.isNew("500")).isFalse();
    outage.over();
    assertThat(outage.isNew("500")).isTrue();
  }

  @Test
  void itLastsFromItsFirstReason() {
    assertThat(outage.over()).isEmpty();
    outage.isNew("500");
    clock.advance(Duration.ofSeconds(200));
    outage.isNew("no answer");
    clock.advance(Duration.ofSeconds(50));
    assertThat(outage.over()).contains("4 min 10 s");
    assertThat(outage.over()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-PT1S, 0 s",
    "PT59.9S, 59 s",
    "PT1M, 1 min",
    "PT1H4M59S, 1 h 4 min",
    "P1DT2H3M, 1 d 2 h"
  })
  void isSaidInTheTwoLargestUnits(Duration time, String words) {
    assertThat(Outage.words(time)).isEqualTo(words);
  }
}
