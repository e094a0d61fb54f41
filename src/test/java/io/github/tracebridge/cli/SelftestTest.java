package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SelftestTest {
  private static final Pattern FOLDER = Pattern.compile("are in (\\S+);");

  @Test
  void saysOfEachPromiseThatItIsKeptAndWhereToLook() throws IOException {
    String said = said(0, "--kills", "1", "--leads", "200", "--seed", "7");
    assertThat(said)
        .contains("200 leads misbehaves in many ways (seed 7)")
        .containsPattern("kill 1 of 1, \\d+\\.\\d s after the start: so far pages \\d+")
        .contains("one run undisturbed: exit code 0")
        .contains("offer files dropped 1, receipts 1")
        .doesNotContain("BROKEN");
    assertThat(said.lines().filter(line -> line.startsWith("kept "))).hasSize(9);
    Matcher folder = FOLDER.matcher(said);
    assertThat(folder.find()).isTrue();
    assertThat(Files.list(Path.of(folder.group(1), "data/leads"))).isNotEmpty();
  }

  @Test
  void fewerThanNoKillsAreRefused() {
    assertThat(said(ExitCode.BAD_USE, "--kills", "-1")).isEmpty();
  }

  private static String said(int expected, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "selftest";
    System.arraycopy(options, 0, arguments, 1, options.length);
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Tracebridge.run(arguments)).as("%s", said).isEqualTo(expected);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
