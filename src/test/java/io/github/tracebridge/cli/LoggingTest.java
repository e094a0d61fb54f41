package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.github.tracebridge.log.LogFormat;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final String TERMINAL = "tracebridge.terminal";

  /** Back to the beginning of the line, and nothing is left of it. */
  private static final String CLEARED = "\r\u001b[K";

  private final PrintStream before = System.err;
  private final Secrets secrets = new Secrets();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    secrets.keep("x", new Secret("geheim"));
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

  /** By what Camel itself logs of a thread that waited, and was interrupted for a stop. */
  @Test
  void aStopThatIsForcedSaysNothingOfWhatIsUnderWay() throws Exception {
    Logging.format(LogFormat.TEXT, secrets);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      var waits = new DefaultAsyncProcessorAwaitManager();
      waits.start();
      Exchange page = ExchangeBuilder.anExchange(camel).withBody("a lead").build();
      Thread thread = new Thread(() -> waits.await(page, new CountDownLatch(1)));
      thread.start();
      await().until(() -> waits.size() == 1);
      waits.stop();
      thread.join();
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("a lead");
  }

  @Test
  void noSecretIsInALineThatIsBuiltStepByStep() {
    Logger log = LoggerFactory.getLogger("some.where");
    for (LogFormat format : LogFormat.values()) {
      Logging.format(format, secrets);
      log.atError().addArgument("geheim").setCause(new RuntimeException("geheim")).log("a {}");
    }
    Logging.format(LogFormat.TEXT, secrets);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(" ERROR a ***\n", "\"message\":\"a ***\"", "\"error.message\":\"***\"")
        .doesNotContain("geheim");
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
