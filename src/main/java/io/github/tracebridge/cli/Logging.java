package io.github.tracebridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.github.tracebridge.setting.Secrets;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Lines for people on standard error, with every secret masked. Logback finds this class by its
 * service file; {@code -Dlogback.configurationFile} takes its place.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  static final String SECRETS = "tracebridge.secrets";
  private static final String PATTERN = "%d{HH:mm:ss} %-5level %msg%n";

  /** Masks these from here on. */
  static void begin(Secrets secrets) {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).putObject(SECRETS, secrets);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(masking(context));
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
    context.getLogger("settings").setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static PatternLayout masking(LoggerContext context) {
    PatternLayout layout =
        new PatternLayout() {
          @Override
          public String doLayout(ILoggingEvent event) {
            String line = super.doLayout(event);
            return context.getObject(SECRETS) instanceof Secrets secrets
                ? secrets.mask(line)
                : line;
          }
        };
    layout.setContext(context);
    layout.setPattern(
        Boolean.getBoolean("tracebridge.traces") ? PATTERN + "%ex" : PATTERN + "%nopex");
    layout.start();
    return layout;
  }
}
