package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a server's clock is ahead of ours, by its answers. */
class ClockSkewTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44.500Z");

  private final ClockSkew skew = new ClockSkew(Clock.fixed(NOW, ZoneOffset.UTC));
  private final Bench bench = Bench.onSqlite();

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'Wed, 04 Mar 2026 09:12:44 GMT', PT0S",
    "'Wed, 04 Mar 2026 09:12:49 GMT', PT5S",
    "'Wed, 04 Mar 2026 08:12:44 GMT', PT-1H"
  })
  void aDateIsTakenAsTheMiddleOfItsSecond(String date, Duration ahead) {
    skew.see(answer(date));
    assertThat(skew.last()).contains(ahead);
  }

  @Test
  void whatTellsNothingChangesNothing() {
    skew.see(new BasicHttpResponse(200));
    assertThat(skew.last()).isEmpty();
    skew.see(answer("Wed, 04 Mar 2026 09:12:49 GMT"));
    skew.see(new BasicHttpResponse(200));
    skew.see(answer("gestern"));
    assertThat(skew.last()).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3600", "old"})
  void anAnswerOutOfACacheTellsNothing(String age) {
    BasicHttpResponse answer = answer("Wed, 04 Mar 2026 08:12:44 GMT");
    answer.setHeader("Age", age);
    skew.see(answer);
    assertThat(skew.last()).isEmpty();
    answer.setHeader("Age", "0");
    skew.see(answer);
    assertThat(skew.last()).contains(Duration.ofHours(-1));
  }

  @Test
  void aConnectionTellsWhatItsLastAnswerShowed() {
    assertThat(bench.connection().skew()).isEmpty();
    bench.turn("{answers:{dateSkew:'-PT44S'}}");
    bench.page();
    assertThat(bench.connection().skew()).hasValueSatisfying(time -> isNear(time, -44));
    bench.turn("{answers:{dateSkew:'PT3S'}}");
    bench.page();
    assertThat(bench.connection().skew()).hasValueSatisfying(time -> isNear(time, 3));
  }

  private static void isNear(Duration skew, long seconds) {
    assertThat(skew.minusSeconds(seconds).abs()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  private static BasicHttpResponse answer(String date) {
    BasicHttpResponse answer = new BasicHttpResponse(200);
    answer.setHeader("Date", date);
    return answer;
  }
}
