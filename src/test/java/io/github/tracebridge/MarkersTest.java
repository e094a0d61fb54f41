package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x sandbox-secret",
        "sandbox-upload-secret",
        "old-marker-1",
        "Basic Y3JtLXN5bmM6c2FuZGJveC1zZWNyZXQ=",
        "Basic ZGVyLWNsaWVudDpzYW5kYm94LWRlci1zZWNyZXQ=",
        "Basic ZXNnLWNsaWVudDpzYW5kYm94LWVzZy1zZWNyZXQ=",
        "{\"access_token\":\"Wq3yX0aP5mZbL8sTnR7uKc2Df9GhJ4\"}",
        "Bearer 0fFEs1bI7tS4mlJHZTTkQrFN3c+zYpnV1fU/2xGrwBk=",
        ".eyJzdWIiOiJjcm0tc3luYyJ9."
      })
  void whateverIsOneIsSeen(String text) {
    assertThat(Markers.in(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "camel.oauth.trace-crm.client-secret is missing",
        "sandbox at http://127.0.0.1:8080",
        "6b1d86b100d1db0dba5085eb18a2d36f644ddf8f0b7155241279c25d9a98Pm",
        "theBlanksOfExamplesAreFilledIn",
        "644ddf8f0b7155241279c25d9a98Pm"
      })
  void whateverIsNoneIsNot(String text) {
    assertThat(Markers.in(text)).isEmpty();
  }
}
