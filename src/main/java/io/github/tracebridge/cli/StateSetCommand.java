package io.github.tracebridge.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A cursor moved by hand. */
@Command(
    name = "set",
    description = {
      "Moves the cursor of a series, created or updated, to a time.",
      "The job need not be stopped; state show --audit tells who did it."
    })
final class StateSetCommand implements Callable<Integer> {
  @ParentCommand private StateCommand state = new StateCommand();

  @Parameters(index = "0", paramLabel = "SERIES")
  private String series = "";

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "A day, which begins in UTC, or a time.",
      converter = TimeText.class)
  private Instant time = Instant.EPOCH;

  @Option(
      names = "--forwards",
      description = "Forwards, too: what lies between may be lost until the next reconciliation.")
  private boolean forwards;

  @Override
  public Integer call() {
    return state.move(series, cursor -> time, forwards);
  }
}
