package io.github.tracebridge.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.connection.ConnectionSettings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads and redirects tell as addresses is read with care. */
class AddressesTest {
  private final Addresses addresses = of("https://trace.example");

  private static Addresses of(String apiUrl) {
    ConnectionSettings trace = ConnectionSettings.open("trace-crm", URI.create(apiUrl));
    return new Addresses(trace, List.of("store.intern"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/leads/1/a?variant=original, https://trace.example/api/leads/1/a?variant=original",
    "api/a, https://trace.example/api/a",
    "https://s3.example/k%20+%2F?X-Amz-Signature=a%2Fb, https://s3.example/k%20+%2F?X-Amz-Signature=a%2Fb",
    "https://s3.example/größe {{env:HOME}}, https://s3.example/gr%C3%B6%C3%9Fe%20%7B%7Benv:HOME%7D%7D",
    "//s3.example/k, https://s3.example/k"
  })
  void readsWhatIsTold(String told, String address) {
    assertThat(addresses.of(told)).hasToString(address);
  }

  @Test
  void aRelativeOneIsBelowTheApisOwnPath() {
    Addresses behindGateway = of("https://gateway.example/trace");
    assertThat(behindGateway.of("/api/a")).hasToString("https://gateway.example/trace/api/a");
    assertThat(behindGateway.of("/trace/api/a")).hasToString("https://gateway.example/trace/api/a");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/a, true",
    "https://trace.example:443/a, true",
    "https://TRACE.example/a, true",
    "http://trace.example/a, false",
    "https://trace.example.evil/a, false",
    "https://trace.example@evil.example/a, false",
    "//evil.example/a, false",
    "https://evil.example/https://trace.example/, false"
  })
  void onlyItsOwnOriginIsTraces(String told, boolean isTraces) {
    assertThat(addresses.isTraces(told)).isEqualTo(isTraces);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://h/f",
        "http://s3.example/k",
        "mailto:a@b",
        "https:///x"
      })
  void whatMayNotBeAskedIsRefused(String told) {
    assertThatThrownBy(() -> addresses.require(addresses.of(told)))
        .isInstanceOf(FileFault.class)
        .hasMessageNotContaining("/k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://s3.example/k", "http://store.intern/k", "https://93.184.216.34/k"})
  void whatIsSafeIsNot(String told) {
    addresses.require(addresses.of(told));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:18116/internal",
        "https://localhost/k",
        "https://2130706433/k",
        "https://[::1]/k",
        "https://[::ffff:127.0.0.1]/k",
        "https://0.0.0.0/k",
        "http://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/k",
        "https://172.16.0.1/k",
        "https://192.168.1.1/k",
        "https://100.64.0.1/k",
        "https://[fd00::1]/k",
        "https://[fe80::1]/k"
      })
  void nothingWithinThisMachineOrItsNetworkIsAsked(String told) {
    assertThatThrownBy(() -> addresses.require(addresses.of(told)))
        .isInstanceOf(FileFault.class)
        .hasMessageContaining("within this machine or its network");
  }

  @Test
  void exceptWhereTraceItselfIsOrAnOperatorSaysSo() {
    of("http://127.0.0.1:8080").require(URI.create("http://localhost:9/k"));
    of("https://10.1.2.3").require(URI.create("https://10.1.2.3:9000/k"));
    Addresses named =
        new Addresses(
            ConnectionSettings.open("trace-crm", URI.create("https://trace.example")),
            List.of("10.1.2.4"));
    named.require(URI.create("http://10.1.2.4/k"));
    assertThatThrownBy(() -> of("https://10.1.2.3").require(URI.create("https://10.1.2.4/k")))
        .isInstanceOf(FileFault.class);
  }

  @Test
  void aRedirectIsReadFromWhereItCame() {
    URI from = URI.create("https://trace.example/api/leads/1/download?variant=original");
    assertThat(addresses.next(from, "/files/1")).hasToString("https://trace.example/files/1");
    assertThat(addresses.next(from, "https://s3.example/a b"))
        .hasToString("https://s3.example/a%20b");
  }
}
