package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "60, PT1M",
    "' 60 ', PT1M",
    "007, PT7S",
    "'Wed, 04 Mar 2026 09:13:45 GMT', PT1M1S",
    "'Wed, 04 Mar 2026 09:12:44 GMT', PT0S",
    "'Wed, 04 Mar 2026 09:00:00 GMT', PT0S"
  })
  void readsSecondsAndDates(String value, Duration expected) {
    assertThat(RetryAfter.read(value, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "1.5",
        "60s",
        "99999999999999999999",
        "2026-03-04T09:13:45Z"
      })
  void anythingElseSaysNothing(String value) {
    assertThat(RetryAfter.read(value, NOW)).isEmpty();
  }

  @Property
  void secondsAreSeconds(@ForAll @LongRange(max = Long.MAX_VALUE) long seconds) {
    assertThat(RetryAfter.read(Long.toString(seconds), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Property
  void aDateIsAsFarAwayAsItIs(
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int seconds) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    assertThat(RetryAfter.read(date, NOW)).contains(Duration.ofSeconds(Math.max(0, seconds)));
  }

  @Property
  void noValueDoesHarm(@ForAll String value) {
    assertThat(RetryAfter.read(value, NOW).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(RateLimitReset.read(value, NOW).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
