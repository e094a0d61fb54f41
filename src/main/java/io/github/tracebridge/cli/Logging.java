package io.github.tracebridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.github.tracebridge.setting.Secrets;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Lines for people on standard error. Logback finds this class by its service file; {@code
 * -Dlogback.configurationFile} takes its place. A {@link LogGuard} stands before either.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{HH:mm:ss} %-5level %msg%n";

  /** Masks these from here on. */
  static void begin(Secrets secrets) {
    guard((LoggerContext) LoggerFactory.getILoggerFactory(), secrets);
  }

  static void guard(LoggerContext context, Secrets secrets) {
    LogGuard guard = new LogGuard(secrets);
    context.addTurboFilter(guard);
    context.addListener(guard);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(
        Progress.otherLine()
            + PATTERN
            + (Boolean.getBoolean("tracebridge.traces") ? "%ex" : "%nopex"));
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    context.getLogger("ROOT").addAppender(console);
    context.getLogger("ROOT").setLevel(Level.WARN);
    String own = System.getProperty("tracebridge.log", "INFO");
    context.getLogger("io.github.tracebridge").setLevel(Level.toLevel(own));
    context.getLogger("org.flywaydb").setLevel(Level.OFF);
    context.getLogger("org.apache.camel.processor.errorhandler").setLevel(Level.OFF);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
    context.getLogger("org.apache.kafka").setLevel(Level.OFF);
    context.getLogger("settings").setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
