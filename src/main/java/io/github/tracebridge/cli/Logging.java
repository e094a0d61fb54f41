package io.github.tracebridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.github.tracebridge.Build;
import io.github.tracebridge.log.JsonLines;
import io.github.tracebridge.log.LogFormat;
import io.github.tracebridge.log.Repeats;
import io.github.tracebridge.setting.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Lines on standard error: for people, until settings say that they are JSON. Logback finds this
 * class by its service file; {@code -Dlogback.configurationFile} takes its place. A {@link
 * LogGuard} stands before either.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{HH:mm:ss} %-5level %msg%n";
  private static final String CONSOLE = "console";

  /** Masks these from here on, in lines for people until {@link #format} says something else. */
  static void begin(Secrets secrets) {
    guard(context(), secrets);
    format(LogFormat.TEXT, secrets);
    if (console().isPresent()) {
      // behind the guard, which logs anew what it masks
      context().addTurboFilter(new Repeats(Clock.systemUTC()));
    }
  }

  /** Says what is left to be said, and leaves out no line any more. */
  static void end() {
    for (TurboFilter filter : context().getTurboFilterList()) {
      if (filter instanceof Repeats repeats) {
        repeats.tellAll();
        context().getTurboFilterList().remove(filter);
      }
    }
  }

  /** Writes lines in that form from here on; a user's own configuration keeps its own. */
  static void format(LogFormat format, Secrets secrets) {
    console().ifPresent(console -> console.setEncoder(encoder(format, context(), secrets)));
  }

  /** Whether lines are for machines, so that nothing else should be between them. */
  static boolean isJson() {
    return console().filter(console -> console.getEncoder() instanceof JsonLines).isPresent();
  }

  private static Optional<OutputStreamAppender<ILoggingEvent>> console() {
    return Optional.ofNullable(
        (OutputStreamAppender<ILoggingEvent>) context().getLogger("ROOT").getAppender(CONSOLE));
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Encoder<ILoggingEvent> encoder(
      LogFormat format, LoggerContext context, Secrets secrets) {
    boolean traces = Boolean.getBoolean("tracebridge.traces");
    Encoder<ILoggingEvent> encoder =
        format == LogFormat.JSON
            ? new JsonLines(secrets, Build.read().version(), traces)
            : text(traces ? "%ex" : "%nopex", secrets);
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Masks what no filter sees: lines that are built step by step. */
  private static PatternLayoutEncoder text(String trace, Secrets secrets) {
    PatternLayoutEncoder encoder =
        new PatternLayoutEncoder() {
          @Override
          public byte[] encode(ILoggingEvent event) {
            String line = new String(super.encode(event), StandardCharsets.UTF_8);
            return secrets.mask(line).getBytes(StandardCharsets.UTF_8);
          }
        };
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(Progress.otherLine() + PATTERN + trace);
    return encoder;
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
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setName(CONSOLE);
    console.setEncoder(encoder(LogFormat.TEXT, context, new Secrets()));
    console.start();
    context.getLogger("ROOT").addAppender(console);
    context.getLogger("ROOT").setLevel(Level.WARN);
    String own = System.getProperty("tracebridge.log", "INFO");
    context.getLogger("io.github.tracebridge").setLevel(Level.toLevel(own));
    context.getLogger("org.flywaydb").setLevel(Level.OFF);
    context.getLogger("org.sqlite").setLevel(Level.OFF);
    context.getLogger("org.apache.camel.processor.errorhandler").setLevel(Level.OFF);
    // what it says of a stop that has to be forced holds bodies, so leads
    context
        .getLogger("org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager")
        .setLevel(Level.OFF);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
    context.getLogger("org.apache.kafka").setLevel(Level.OFF);
    context.getLogger("settings").setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
