package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HelpTest {
  private static final Pattern LINE = Pattern.compile("(?m)^  ([a-z]+) +\\S.*$");

  @Test
  void eachCommandIsListedWithWhatItDoesAndIsThereWhereItIsNamed() {
    String help = said("--help");
    String listed = help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:"));
    List<String> names = LINE.matcher(listed).results().map(line -> line.group(1)).toList();
    assertThat(names).hasSize(17);
    for (String name : names) {
      assertThat(said(name, "--help")).startsWith("Usage: tracebridge " + name);
    }
  }

  @Test
  void aCommandIsFoundBehindAnOptionToo() {
    assertThat(said("--config", "any.properties", "plan", "--help"))
        .startsWith("Usage: tracebridge plan");
  }

  private static String said(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Tracebridge.run(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
