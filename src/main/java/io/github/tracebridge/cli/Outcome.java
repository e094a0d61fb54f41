package io.github.tracebridge.cli;

import io.github.tracebridge.Job;

/** What a run came to, as a line and an exit code. */
record Outcome(
    long seen,
    long delivered,
    long pending,
    long rejected,
    long requests,
    long logins,
    String complaint,
    boolean refused) {

  static Outcome of(Job job) {
    String sink = job.deliveries().complaint().map(reason -> " " + reason).orElse("");
    return new Outcome(
        job.report().seen(),
        job.deliveries().delivered(),
        job.deliveries().pending(),
        job.report().rejected(),
        job.connection().gate().spent(),
        job.connection().tokenRequests(),
        (job.report().complaint() + sink).strip(),
        job.report().fault().map(Failures::exitCode).orElse(0) == ExitCode.BAD_USE);
  }

  /** Prints the line and returns the exit code. */
  int print(String command) {
    System.out.printf(
        "%s: %d seen, %d delivered, %d pending, %d rejected; %d requests, %d of them for tokens%n",
        command, seen, delivered, pending, rejected, requests, logins);
    return exitCode();
  }

  private int exitCode() {
    if (refused) {
      return ExitCode.BAD_USE;
    }
    if (!complaint.isEmpty() || pending > 0) {
      return ExitCode.FAILED;
    }
    return rejected > 0 ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
  }
}
