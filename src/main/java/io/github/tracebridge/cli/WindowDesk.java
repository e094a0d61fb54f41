package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import io.github.tracebridge.LeadFlow;
import io.github.tracebridge.WindowRun;
import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowPlan;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands that walk a window have in common. */
final class WindowDesk {
  private final Tracebridge program;

  WindowDesk(Tracebridge program) {
    this.program = program;
  }

  /** Who asks. */
  static String who() {
    return System.getProperty("user.name", "unknown");
  }

  WindowPlan.Cost plan(Window window) {
    try (Job job = job()) {
      leads(job);
      job.start();
      return job.plan(window);
    }
  }

  /**
   * Has it walked, here or by the job that holds the ledger, and waits for its end.
   *
   * @param window null for the one that is open
   */
  Standing run(Purpose purpose, @Nullable Window window) throws Exception {
    try (Job job = job()) {
      LeadFlow leads = leads(job);
      WindowProgress progress = new WindowProgress();
      if (!job.isBesideAnother()) {
        job.start();
      }
      AtExit stop = new AtExit(() -> stop(job, purpose, progress));
      try {
        return new WindowRun(job, leads, progress::show).run(purpose, window, who());
      } catch (IllegalArgumentException e) {
        throw e;
      } catch (Exception e) {
        if (leads.windows().open(purpose).isPresent()) {
          progress.say(
              "the open " + purpose.id() + " is kept: run, or the same command, goes on with it");
        }
        throw e;
      } finally {
        progress.end();
        stop.cancel();
      }
    }
  }

  private static void stop(Job job, Purpose purpose, WindowProgress progress) {
    progress.say(
        job.isBesideAnother()
            ? "the job goes on with it; tracebridge " + purpose.id() + " --cancel gives it up"
            : "it is kept; the same command goes on with it where it stands");
    job.stop();
  }

  int cancel(Purpose purpose) {
    try (Ledger ledger = LeadsCommand.open(settings())) {
      boolean was = new WindowWalks(ledger.jdbi(), Clock.systemUTC()).cancel(purpose);
      if (!was) {
        throw new IllegalArgumentException("none is open.");
      }
      System.out.println("the " + purpose.id() + " is given up; what it brought stays");
      return ExitCode.DONE;
    }
  }

  private Job job() {
    return Job.toCheck(settings(), program.secrets(), Home.find());
  }

  private static LeadFlow leads(Job job) {
    return job.leads()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are no credentials for leads. Set camel.oauth.trace-crm.*."));
  }

  Settings settings() {
    return program.settings(Map.of());
  }
}
