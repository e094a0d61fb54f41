package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "60s, PT1M",
    "10m, PT10M",
    "24h, P1D",
    "7d, P7D",
    "0s, PT0S",
    "' 5 s ', PT5S"
  })
  void readsDurations(String value, Duration expected) {
    assertThat(Values.duration("x", value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "s", "-1s", "1.5h", "PT1M", "1w", "10 minutes", "9999999999s"})
  void refusesOtherDurations(String value) {
    assertThatThrownBy(() -> Values.duration("leads.settle", value))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "leads.settle: expected a count and a unit such as 60s, 10m or 24h, but was \"%s\"."
                + " Correct it.",
            value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0s", "1ms", "1500ms", "1s", "90s", "1m", "61m", "1h", "25h", "1d", "366d"})
  void writesDurationsAsTheyAreRead(String value) {
    assertThat(Values.text(Values.duration("x", value))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "' 100 ', 100", "050, 50"})
  void readsCounts(String value, int expected) {
    assertThat(Values.count("x", value, 1, 100)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "101", "-1", "ten", "1.0", "1e2", "99999999999"})
  void refusesOtherCounts(String value) {
    assertThatThrownBy(() -> Values.count("trace.leads.page-size", value, 1, 100))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.leads.page-size: expected a whole number from 1 to 100, but was \"%s\"."
                + " Correct it.",
            value);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, https://api.example.com",
    "https://api.example.com/, https://api.example.com",
    "' http://127.0.0.1:8080/base/ ', http://127.0.0.1:8080/base"
  })
  void readsUrls(String value, String expected) {
    assertThat(Values.url("x", value)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https:///path",
        "https://api.example.com?a=b",
        "https://api.example.com#a",
        "https://api example.com",
        "{{trace.auth-url}}"
      })
  void refusesOtherUrls(String value) {
    assertThatThrownBy(() -> Values.url("trace.auth-url", value))
        .isInstanceOf(SettingException.class)
        .hasMessageMatching(
            "trace\\.auth-url: expected a URL such as https://api\\.example\\.com, but was"
                + " \".*\"\\. Correct it\\.");
  }

  @Test
  void aHostNameWithAnUnderscoreIsRefusedAsSuch() {
    assertThatThrownBy(() -> Values.url("trace.auth-url", "http://trace_crm:8080/a"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.auth-url: expected a host name without _, but was"
                + " \"http://trace_crm:8080/a\". Correct it.");
    assertThat(Values.url("x", "http://trace/a_b")).hasPath("/a_b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999"})
  void aPortThatCannotBeIsRefusedAsSuch(String port) {
    assertThatThrownBy(() -> Values.url("trace.auth-url", "http://127.0.0.1:" + port + "/a"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.auth-url: expected a port from 1 to 65535, but was \"http://127.0.0.1:%s/a\"."
                + " Correct it.",
            port);
    assertThat(Values.url("x", "http://127.0.0.1:65535")).hasPort(65535);
  }

  @Test
  void aPathThatNoFileCanHaveIsRefused() {
    assertThatThrownBy(() -> Values.path("data.dir", "a\0b"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "data.dir: expected the name of a file or folder, but was \"a?b\". Correct it.");
  }

  @Test
  void whoIsInAUrlIsNotRepeated() {
    assertThatThrownBy(() -> Values.url("http.proxy", "http://user:geheim@proxy:3128"))
        .hasMessage(
            "http.proxy: expected a URL without user and password, which have settings of their"
                + " own, but was \"http://***@proxy:3128\". Correct it.");
  }
}
