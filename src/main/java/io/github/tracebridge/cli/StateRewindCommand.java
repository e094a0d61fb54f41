package io.github.tracebridge.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A cursor moved by hand. */
@Command(
    name = "rewind",
    description = {
      "Moves the cursor of a series, created or updated, back by so much.",
      "The job need not be stopped; state show --audit tells who did it."
    })
final class StateRewindCommand implements Callable<Integer> {
  @ParentCommand private StateCommand state = new StateCommand();

  @Parameters(index = "0", paramLabel = "SERIES")
  private String series = "";

  @Parameters(
      index = "1",
      paramLabel = "DURATION",
      description = "Such as 36h or 7d.",
      converter = LeadsCommand.Age.class)
  private Duration distance = Duration.ZERO;

  @Override
  public Integer call() {
    return state.move(series, cursor -> cursor.minus(distance), false);
  }
}
