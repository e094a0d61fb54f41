package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The job, until it is stopped. */
@Command(name = "run", description = "Runs the job by its schedules until it is stopped.")
final class RunCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Override
  public Integer call() throws Exception {
    try (Job job = Job.of(program.settings(Map.of()), program.secrets(), Home.find(), true)) {
      job.run();
    }
    return ExitCode.DONE;
  }
}
