package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private static final String TERMINAL = "tracebridge.terminal";

  /** Back to the beginning of the line, and nothing is left of it. */
  private static final String CLEARED = "\r\u001b[K";

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
    System.clearProperty(TERMINAL);
  }

  @Test
  void onATerminalALineTakesThePlaceOfTheProgress() {
    System.setProperty(TERMINAL, "true");
    System.err.print("full: 100 of 250 leads, 0 delivered");
    assertThat(logged("some words")).contains(" delivered" + CLEARED).endsWith(" some words\n");
  }

  @Test
  void elsewhereALineIsNothingButText() {
    assertThat(logged("some words")).matches("\\d\\d:\\d\\d:\\d\\d WARN  some words\n");
  }

  private String logged(String words) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    new Logging().configure(context);
    context.getLogger("some.where").warn(words);
    context.stop();
    return said.toString(StandardCharsets.UTF_8);
  }
}
