package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.QuotaSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private final Faults faults = faults(429, 503);

  @ParameterizedTest
  @CsvSource({
    "200, application/json",
    "200, application/json; charset=utf-8",
    "200, APPLICATION/JSON",
    "200, application/hal+json",
    "206, application/json",
    "200,"
  })
  void aGoodAnswerPasses(int status, String contentType) {
    assertThatCode(() -> faults.classify(status, contentType, "0")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html, , Transient, answered 200 with text/html instead of JSON",
    "200, text/plain, 0, Transient, instead of JSON",
    "301, , , Rejected, answered 301. Check trace.api-url",
    "302, , , Rejected, answered 302. Check trace.api-url",
    "400, , , NotThere, answered 400",
    "401, , , Transient, answered 401 to a new token too",
    "403, , , Rejected, lack the scope",
    "403, , 0, Rejected, lack the scope",
    "404, , , NotThere, answered 404. Check trace.api-url",
    "408, , , Transient, answered 408",
    "409, , , Rejected, answered 409",
    "410, , , NotThere, answered 410",
    "416, , , NotThere, answered 416",
    "422, , , NotThere, answered 422",
    "425, , , Transient, answered 425",
    "429, , , QuotaUsedUp, answered 429: the quota is used up",
    "429, , 5, QuotaUsedUp, answered 429",
    "500, , , Transient, answered 500",
    "500, , 0, Transient, answered 500",
    "502, , , Transient, answered 502",
    "503, , , Transient, answered 503.",
    "503, , 7, Transient, answered 503.",
    "503, , 0, QuotaUsedUp, answered 503: the quota is used up",
    "503, , ' 0 ', QuotaUsedUp, answered 503: the quota is used up",
    "503, , -1, QuotaUsedUp, answered 503: the quota is used up",
    "503, , none, Transient, answered 503.",
    "504, , , Transient, answered 504"
  })
  void anyOtherSaysWhatItMeans(
      int status, String contentType, String remaining, String fault, String sentence)
      throws ClassNotFoundException {
    assertThatThrownBy(() -> faults.classify(status, contentType, remaining))
        .isInstanceOf(Class.forName(Fault.class.getName() + "$" + fault))
        .hasMessageContaining(sentence);
  }

  @Test
  void whichStatusesSayThatTheQuotaIsUsedUpIsASetting() {
    Faults others = faults(420);
    assertThatThrownBy(() -> others.classify(420, null, null))
        .isInstanceOf(Fault.QuotaUsedUp.class);
    assertThatThrownBy(() -> others.classify(429, null, null)).isInstanceOf(Fault.Rejected.class);
    assertThatThrownBy(() -> others.classify(503, null, "0")).isInstanceOf(Fault.Transient.class);
  }

  @Test
  void noAnswerIsWorthRepeating() {
    assertThatThrownBy(() -> faults.unanswered(new SocketTimeoutException("Read timed out")))
        .isInstanceOf(Fault.Transient.class)
        .hasMessage("TRACE gave no answer (timed out). Check trace.api-url and the network.");
    assertThatThrownBy(() -> faults.unanswered(new IOException("reset")))
        .hasMessage("TRACE gave no answer (reset). Check trace.api-url and the network.");
    assertThatThrownBy(() -> faults.unanswered(new HttpException("no status")))
        .hasMessage("TRACE gave no answer (no status). Check trace.api-url and the network.");
  }

  private static Faults faults(Integer... limitedStatuses) {
    return new Faults(
        new QuotaSettings("trace", 100, Duration.ofSeconds(60), Set.of(limitedStatuses)));
  }
}
