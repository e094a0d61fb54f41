package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadUseTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sync | sync: say --once, or see tracebridge sync --help.",
        "offers | offers: say offers validate FILE, or see offers --help.",
        "offers template pp | offers template: expected direct-marketing or ppa, but was \"pp\".",
        "state | state: say state show, to see where the walks stand.",
        "state shwo | Unmatched argument at index 1: 'shwo'. Did you mean show?",
        "snyc | Unmatched argument at index 0: 'snyc'. See tracebridge --help.",
        "@sync | Unmatched argument at index 0: '@sync'. Did you mean sync?",
        "demo ls | demo: nothing belongs behind it. See demo --help.",
        "sandbox --port 70000 | --port: expected a number from 0 to 65535, but was 70000.",
        "sandbox --port -1 | --port: expected a number from 0 to 65535, but was -1.",
        "sandbox --leads -5 | --leads: expected 0 or more, but was -5."
      })
  void isSaidInOneSentence(String command, String sentence) {
    assertThat(Tracebridge.run(command.split(" "))).isEqualTo(ExitCode.BAD_USE);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("tracebridge: " + sentence);
  }

  @Test
  void theProgramAloneShowsItsCommands() {
    assertThat(Tracebridge.run(new String[0])).isEqualTo(ExitCode.BAD_USE);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("tracebridge: Which command? Try demo --once, or see --help.")
        .contains("Commands:", "sync", "check");
  }
}
