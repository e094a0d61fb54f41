package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** One walk, its deliveries, and out: for cron. */
@Command(name = "sync", description = "Walks and delivers once, for cron and CronJobs.")
final class SyncCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Option(
      names = "--once",
      required = true,
      description = "Once; for a job that goes on by its schedule, see run.")
  @SuppressWarnings("UnusedVariable") // required, so that a later form without it stays free
  private boolean once;

  @Override
  public Integer call() throws Exception {
    try (Job job = Job.of(program.settings(Map.of()), program.secrets(), Home.find(), false)) {
      AtExit stop = new AtExit(job::stop);
      job.start();
      Progress.sync(job);
      stop.cancel();
      return Outcome.of(job).print("sync");
    }
  }
}
