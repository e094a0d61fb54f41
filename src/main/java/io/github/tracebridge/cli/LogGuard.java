package io.github.tracebridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.tracebridge.setting.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Stands before every appender, those of a user's own configuration too: what holds a secret is
 * logged with {@code ***} in its place. What HTTP client logs of the wire is not logged at all, for
 * a token passes there before anybody knows it for one. Thread-safe.
 */
final class LogGuard extends TurboFilter implements LoggerContextListener {
  private static final String WIRE = "org.apache.hc.client5.http.wire";

  private final Secrets secrets;

  LogGuard(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable fault) {
    if (logger.getName().equals(WIRE)) {
      return FilterReply.DENY;
    }
    if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    FormattingTuple line = MessageFormatter.arrayFormat(format, arguments);
    String message = String.valueOf(line.getMessage());
    String masked = secrets.mask(message);
    Throwable cause = masked(fault == null ? line.getThrowable() : fault);
    if (masked.equals(message) && !(cause instanceof Masked)) {
      return FilterReply.NEUTRAL;
    }
    int at = Level.toLocationAwareLoggerInteger(level);
    logger.log(marker, LogGuard.class.getName(), at, masked, null, cause);
    return FilterReply.DENY;
  }

  private @Nullable Throwable masked(@Nullable Throwable fault) {
    if (fault == null || fault instanceof Masked) {
      return null;
    }
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    String masked = secrets.mask(trace.toString());
    return masked.equals(trace.toString()) ? fault : new Masked(masked);
  }

  /** A fault whose messages hold a secret, as text. */
  private static final class Masked extends Exception {
    private static final long serialVersionUID = 1L;

    Masked(String trace) {
      super(trace, null, false, false);
    }
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  /** A configuration that is read anew drops all filters. */
  @Override
  public void onReset(LoggerContext context) {
    context.addTurboFilter(this);
  }

  @Override
  public void onStart(LoggerContext context) {}

  @Override
  public void onStop(LoggerContext context) {}

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
