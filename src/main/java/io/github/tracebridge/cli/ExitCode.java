package io.github.tracebridge.cli;

/** What the process exits with. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_USE = 2;
  static final int NEEDS_PERSON = 3;

  private ExitCode() {}
}
