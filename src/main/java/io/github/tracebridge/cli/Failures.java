package io.github.tracebridge.cli;

import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.setting.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one sentence why a command failed; the stack trace is for {@code debug} alone. */
final class Failures implements IExecutionExceptionHandler {
  private final Secrets secrets;

  Failures(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    Logger log = LoggerFactory.getLogger(Failures.class);
    Throwable cause = known(fault);
    String sentence = secrets.mask(String.valueOf(cause.getMessage()));
    if (Logging.isJson()) {
      log.error(sentence);
    } else {
      command.getErr().println("tracebridge: " + sentence);
    }
    log.debug("failed", fault);
    return ExitCode.of(cause);
  }

  /** The first cause that is one of ours, whose message is a sentence; else the root. */
  static Throwable known(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null && !isOurs(cause)) {
      cause = cause.getCause();
    }
    return isOurs(cause)
        ? cause
        : LedgerException.explain(fault).map(Throwable.class::cast).orElse(cause);
  }

  private static boolean isOurs(Throwable cause) {
    return cause.getClass().getName().startsWith("io.github.tracebridge.");
  }
}
