package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer to an upload means for the file. */
class UploadFaultsTest {
  private final Secrets secrets = new Secrets();
  private final UploadFaults faults =
      new UploadFaults(
          new QuotaSettings("trace", 100, Duration.ofMinutes(1), Set.of(429, 503)), secrets);

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 406, 409, 410, 413, 415, 422, 431, 451})
  void aRefusalOfTheFileIsOneWithTracesWords(int status) {
    assertThatThrownBy(() -> classify(status))
        .isInstanceOf(Fault.Rejected.class)
        .hasMessage("TRACE answered " + status + ": already there.");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 425, 503})
  void whatWasNotTakenIsTriedAgain(int status) {
    assertThatThrownBy(() -> classify(status)).isInstanceOf(Fault.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 404, 405, 407})
  void aWrongWayToTraceIsForAPersonAndTheFileWaits(int status) {
    assertThatThrownBy(() -> classify(status))
        .isInstanceOf(Fault.NotThere.class)
        .hasMessageContaining("Check trace.api-url, any proxy");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 504, 520})
  void anyOtherMayHaveTakenIt(int status) {
    assertThatThrownBy(() -> classify(status)).isInstanceOf(Fault.Unknown.class);
  }

  @Test
  void aTokenThatTraceRepeatsIsNotSaid() {
    secrets.keepToken(new Secret("geheim=="));
    assertThatThrownBy(() -> classify(400, "no " + "x".repeat(493) + "geheim%3D%3D"))
        .hasMessage("TRACE answered 400: no " + "x".repeat(493) + "***.");
  }

  private void classify(int status) {
    classify(status, "already there");
  }

  private void classify(int status, String title) {
    InputStream body =
        new ByteArrayInputStream(
            "{\"title\":\"%s\"}".formatted(title).getBytes(StandardCharsets.UTF_8));
    faults.classify(status, "application/json", null, body);
    assertThat(status).isBetween(200, 299);
  }
}
