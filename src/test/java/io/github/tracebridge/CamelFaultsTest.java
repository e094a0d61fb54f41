package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.SettingException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamelFaultsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "camel.main.nonsense, 1",
    "camel.main.shutdown-timeout, soon",
    "camel.main.jmxEnabled, soon",
    "camel.health.nonsense, 1",
    "camel.component.http.nonsense, 1",
    "camel.component.http.connect-timeout, soon"
  })
  void whatCamelDoesNotTakeIsNamed(String name, String value) {
    try (WholeJob whole = new WholeJob(folder).set(name, value)) {
      assertThatThrownBy(whole::job)
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "%s: Camel knows no such setting, or cannot read its value. Correct it, or leave it"
                  + " out.",
              name);
    }
  }

  @Test
  void aRefusedJobLeavesTheLedgerFree() {
    try (WholeJob whole = new WholeJob(folder).set("camel.main.nonsense", "1")) {
      assertThatThrownBy(whole::job).isInstanceOf(SettingException.class);
      assertThatNoException().isThrownBy(() -> whole.ledger(ledger -> ledger));
    }
  }
}
