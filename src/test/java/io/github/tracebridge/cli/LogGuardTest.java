package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogGuardTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = context.getLogger("some.where");

  @BeforeEach
  void begin() {
    Secrets secrets = new Secrets();
    secrets.keep("x", new Secret("geheim"));
    Logging.guard(context, secrets);
    listen();
  }

  private void listen() {
    lines.start();
    context.getLogger("ROOT").setLevel(Level.DEBUG);
    context.getLogger("ROOT").addAppender(lines);
  }

  @Test
  void masksMessagesAndArguments() {
    log.info("a geheim");
    log.debug("{} and {}", "b", "geheim{}");
    log.warn("{} {} {}", 1, "geheim", 3);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("a ***", "b and ***{}", "1 *** 3");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.INFO, Level.DEBUG, Level.WARN);
  }

  @Test
  void masksFaultsAndTheirCauses() {
    log.error("failed", new IllegalStateException("outer", new RuntimeException("geheim")));
    log.error("failed {}", "too", new RuntimeException("geheim"));
    assertThat(lines.list)
        .extracting(line -> ThrowableProxyUtil.asString(line.getThrowableProxy()))
        .allSatisfy(trace -> assertThat(trace).contains("Exception: ***").doesNotContain("geheim"));
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("failed", "failed too");
  }

  @Test
  void leavesTheRestAsItIs() {
    RuntimeException fault = new RuntimeException("open");
    log.info("{} thing", "open", fault);
    log.trace("geheim");
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getMessage()).isEqualTo("{} thing");
    assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("open");
  }

  @Test
  void keepsTheWireToItself() {
    Logger wire = context.getLogger("org.apache.hc.client5.http.wire");
    wire.debug("a token that nobody knows yet");
    assertThat(wire.isDebugEnabled()).isFalse();
    assertThat(lines.list).isEmpty();
  }

  @Test
  void staysWhenTheConfigurationIsReadAnew() {
    context.reset();
    listen();
    log.info("geheim");
    assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("***");
  }
}
