package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitResetTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44.500Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "60, PT1M",
    "' 60 ', PT1M",
    "999999999, PT999999999S",
    "1772615625, PT60.5S",
    "1772615564, PT0S",
    "1772615624600, PT60.1S",
    "1772615000000, PT0S",
    "'Wed, 04 Mar 2026 09:13:45 GMT', PT1M0.5S",
    "'Wed, 04 Mar 2026 09:00:00 GMT', PT0S",
    "2026-03-04T09:13:44.600Z, PT60.1S",
    "2026-03-04T10:13:44.500+01:00, PT1M",
    "2026-03-04T09:00:00Z, PT0S"
  })
  void readsEveryForm(String value, Duration expected) {
    assertThat(RateLimitReset.read(value, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-1", "1.5", "99999999999999999999", "2026-03-04T09:13:44", "1T"})
  void anythingElseSaysNothing(String value) {
    assertThat(RateLimitReset.read(value, NOW)).isEmpty();
  }

  @Property
  void theUnitOfANumberShowsInItsSize(@ForAll @IntRange(max = 1_000_000) int seconds) {
    Duration wait = Duration.ofSeconds(seconds);
    Instant until = NOW.plus(wait);
    assertThat(RateLimitReset.read(Integer.toString(seconds), NOW)).contains(wait);
    assertThat(RateLimitReset.read(Long.toString(until.toEpochMilli()), NOW)).contains(wait);
    assertThat(RateLimitReset.read(Long.toString(until.plusMillis(500).getEpochSecond()), NOW))
        .contains(wait.plusMillis(500));
    assertThat(RateLimitReset.read(until.toString(), NOW)).contains(wait);
  }

  @Property
  void noNumberDoesHarm(@ForAll @LongRange(max = Long.MAX_VALUE) long number) {
    assertThat(RateLimitReset.read(Long.toString(number), NOW))
        .hasValueSatisfying(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ZERO));
  }
}
