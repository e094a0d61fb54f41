package io.github.tracebridge.cli;

import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Brings what was created in a window. */
@Command(
    name = "backfill",
    description = {
      "Brings what was created in a window, behind what is live; the job's cursors stay.",
      "Beside run that job walks it. Without --from and --to it goes on with the open one."
    })
final class BackfillCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Mixin private WindowOptions options = new WindowOptions();

  @Option(names = "--dry-run", description = "Only says what it would cost, as plan does.")
  private boolean dryRun;

  @Option(names = "--cancel", description = "Gives the open one up; what it brought stays.")
  private boolean cancel;

  @Override
  public Integer call() throws Exception {
    WindowDesk desk = new WindowDesk(program);
    try {
      if (cancel) {
        options.requireNoneBeside("--cancel");
        return desk.cancel(Purpose.BACKFILL);
      }
      return dryRun
          ? PlanCommand.print(desk.plan(options.required()))
          : print(desk.run(Purpose.BACKFILL, options.window().orElse(null)));
    } catch (IllegalArgumentException e) {
      System.err.println("tracebridge: backfill: " + e.getMessage());
      return ExitCode.BAD_USE;
    }
  }

  private static int print(Standing ended) {
    System.out.printf("backfill of %s: %s%n", ended.window(), words(ended));
    return switch (ended.state()) {
      case PROVED -> ExitCode.DONE;
      default -> ExitCode.FAILED;
    };
  }

  private static String words(Standing ended) {
    return switch (ended.state()) {
      case UNPROVED ->
          "not proved: " + ended.result() + ". What was seen is there; ask for it once more.";
      case CANCELLED -> "given up by another command";
      default -> String.valueOf(ended.result());
    };
  }
}
