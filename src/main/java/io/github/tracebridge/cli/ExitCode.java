package io.github.tracebridge.cli;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.setting.SettingException;

/** What the process exits with. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_USE = 2;
  static final int NEEDS_PERSON = 3;

  private ExitCode() {}

  /** What a command ends with that was broken off by that. */
  static int of(Throwable cause) {
    return cause instanceof SettingException || cause instanceof Fault.LoginRefused
        ? BAD_USE
        : FAILED;
  }
}
