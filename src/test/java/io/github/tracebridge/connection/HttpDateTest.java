package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44Z");

  @ParameterizedTest
  @CsvSource({
    "'Sun, 06 Nov 1994 08:49:37 GMT', 1994-11-06T08:49:37Z",
    "'Sunday, 06-Nov-94 08:49:37 GMT', 1994-11-06T08:49:37Z",
    "'Sun Nov  6 08:49:37 1994', 1994-11-06T08:49:37Z",
    "'Wed, 4 Mar 2026 09:13:45 GMT', 2026-03-04T09:13:45Z",
    "'Wed, 04 Mar 2026 09:13:45 +0100', 2026-03-04T08:13:45Z",
    "'Wednesday, 04-Mar-26 09:13:45 GMT', 2026-03-04T09:13:45Z",
    "'Wed Mar  4 09:13:45 2026', 2026-03-04T09:13:45Z",
    "'Sat Mar 14 09:13:45 2026', 2026-03-14T09:13:45Z",
    "' Sat Mar 14 09:13:45 2026 ', 2026-03-14T09:13:45Z",
    "'Tuesday, 03-Mar-76 09:13:45 GMT', 2076-03-03T09:13:45Z",
    "'Friday, 04-Mar-77 09:13:45 GMT', 1977-03-04T09:13:45Z"
  })
  void readsEachForm(String value, Instant expected) {
    assertThat(HttpDate.read(value, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "Thu, 04 Mar 2026 09:13:45 GMT",
        "Thursday, 04-Mar-26 09:13:45 GMT",
        "Thu Mar  4 09:13:45 2026",
        "Wednesday, 04-Mar-2026 09:13:45 GMT"
      })
  void anythingElseIsNoDate(String value) {
    assertThat(HttpDate.read(value, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wed, 04 Mar 2026 09:12:51 GMT",
        "Wednesday, 04-Mar-26 09:12:51 GMT",
        "Wed Mar  4 09:12:51 2026"
      })
  void eachHeaderMayHaveEachForm(String then) {
    BasicHttpResponse answer = new BasicHttpResponse(429);
    answer.setHeader("Date", then.replace(":51", ":44"));
    answer.setHeader("Retry-After", then);
    answer.setHeader("X-RateLimit-Reset", then);
    Clock ahead = Clock.fixed(NOW.plus(Duration.ofHours(5)), ZoneOffset.UTC);
    RateLimit limit = RateLimit.of(answer, Bench.quota(100), ahead);
    assertThat(limit.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(limit.reset()).contains(Duration.ofSeconds(7));
  }
}
