package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void aWindowBeginsWithItsFirstRequestAndLoginsCount() {
    trace.turn("{quota:{requests:3}}");
    String token = trace.token();
    trace.clock.advance(Duration.ofSeconds(20));
    assertRate(trace.get(LEADS, token), 200, "1", "40");
    assertRate(trace.get(LEADS, token), 200, "0", "40");
    HttpResponse<String> limited = trace.get(LEADS, token);
    assertRate(limited, 429, "0", "40");
    assertThat(header(limited, "Retry-After")).isEqualTo("40");
    assertThat(trace.login().statusCode()).isEqualTo(429);
    trace.clock.advance(Duration.ofSeconds(40));
    assertRate(trace.get(LEADS, token), 200, "2", "60");
  }

  @Test
  void loginsNeedNotCount() {
    trace.turn("{quota:{requests:2,countLogins:false}}");
    assertRate(trace.page(""), 200, "1", "60");
    assertRate(trace.page(""), 200, "0", "60");
    assertThat(trace.login().statusCode()).isEqualTo(200);
  }

  @Test
  void aSlidingWindowReturnsOneRequestAtATime() {
    trace.turn("{quota:{requests:2,kind:'sliding',countLogins:false}}");
    String token = trace.token();
    trace.get(LEADS, token);
    trace.clock.advance(Duration.ofSeconds(30));
    trace.get(LEADS, token);
    assertRate(trace.get(LEADS, token), 429, "0", "30");
    trace.clock.advance(Duration.ofSeconds(30));
    assertRate(trace.get(LEADS, token), 200, "0", "30");
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(429);
  }

  @Test
  void eachClientHasItsOwnAndThereNeedBeNone() {
    trace.turn("{quota:{requests:1}}");
    trace.token();
    assertThat(trace.login().statusCode()).isEqualTo(429);
    assertThat(trace.login("price-desk", "sandbox-upload-secret", Knobs.AUDIENCE).statusCode())
        .isEqualTo(200);
    trace.turn("{quota:{requests:0}}");
    assertRate(trace.page(""), 200, "absent", "absent");
  }

  @ParameterizedTest
  @CsvSource({
    "delta-seconds, 60",
    "epoch-seconds, 1772615625",
    "epoch-millis, 1772615624124",
    "http-date, 'Wed, 04 Mar 2026 09:13:45 GMT'",
    "iso-8601, 2026-03-04T09:13:44.123456Z"
  })
  void resetHasTheFormOfTheKnob(String form, String expected) {
    trace.turn("{quota:{reset:'" + form + "'}}");
    assertRate(trace.page(""), 200, "98", expected);
  }

  @Test
  void secondsAreRoundedUp() {
    String token = trace.token();
    trace.clock.advance(Duration.ofMillis(1500));
    assertRate(trace.get(LEADS, token), 200, "98", "59");
  }

  @ParameterizedTest
  @CsvSource({"seconds, 60", "http-date, 'Wed, 04 Mar 2026 09:13:45 GMT'", "none, absent"})
  void retryAfterHasTheFormOfTheKnob(String form, String expected) {
    trace.turn("{quota:{requests:1,limitedStatus:503,retryAfter:'" + form + "'}}");
    HttpResponse<String> limited = trace.page("");
    assertRate(limited, 503, "0", "60");
    assertThat(header(limited, "Retry-After")).isEqualTo(expected);
  }

  @Test
  void rateHeadersCanBeLeftOut() {
    trace.turn("{quota:{rateHeaders:false}}");
    assertRate(trace.page(""), 200, "absent", "absent");
  }

  @Test
  void countsTheMostInAnyWindow() {
    trace.turn("{quota:{requests:2,countLogins:false}}");
    String token = trace.token();
    trace.get(LEADS, token);
    trace.clock.advance(Duration.ofSeconds(59));
    trace.get(LEADS, token);
    trace.clock.advance(Duration.ofSeconds(1));
    trace.get(LEADS, token);
    trace.get(LEADS, token);
    trace.get(LEADS, token);
    Counters counters = trace.sandbox().counters();
    assertThat(counters.mostInSlidingWindow()).isEqualTo(4);
    assertThat(counters.mostInFixedWindow()).isEqualTo(3);
    assertThat(counters.limited()).isEqualTo(1);
    assertThat(counters.status(429)).isEqualTo(1);
    assertThat(counters.requests(RequestKind.PAGE)).isEqualTo(5);
    assertThat(counters.requests(RequestKind.LOGIN)).isEqualTo(1);
    assertThat(counters.first()).isEqualTo(SandboxUnderTest.START);
    assertThat(counters.last()).isEqualTo(SandboxUnderTest.START.plusSeconds(60));
  }

  @Test
  void aForbiddenRequestSpendsToo() {
    String upload =
        json(trace.login("price-desk", "sandbox-upload-secret", Knobs.AUDIENCE))
            .path("access_token")
            .asText();
    assertRate(trace.get(LEADS, upload), 403, "98", "60");
  }

  private static void assertRate(
      HttpResponse<String> answer, int status, String remaining, String reset) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo(remaining);
    assertThat(header(answer, "X-RateLimit-Reset")).isEqualTo(reset);
  }
}
