package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import io.github.tracebridge.LeadFlow;
import io.github.tracebridge.OfferFlow;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tries everything that a run needs and says what to do about what fails. */
@Command(name = "check", description = "Checks settings, ledger, token, TRACE's answer and sinks.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Option(names = "--alert", description = "Sends a test to alerts.url too.")
  private boolean alert;

  private int code = ExitCode.DONE;

  @Override
  public Integer call() {
    Settings[] settings = new Settings[1];
    Job[] job = new Job[1];
    boolean ready =
        run(
                "settings",
                () -> {
                  settings[0] = program.settings(Map.of());
                  Job.requireSound(settings[0], Home.find());
                })
            && step(
                "ledger and routes",
                () -> {
                  job[0] = Job.toCheck(settings[0], program.secrets(), Home.find());
                  job[0].start();
                  return job[0].isBesideAnother() ? "ok, in use by a running job" : "ok";
                });
    if (ready) {
      try (Job started = job[0]) {
        AtExit stop = new AtExit(started::stop);
        started.leads().ifPresent(leads -> check(started, leads));
        started.offers().ifPresent(this::check);
        started.connections().forEach(this::probe);
        if (alert || started.hasAlerts()) {
          step("alerts", () -> started.checkAlerts(alert));
        }
        stop.cancel();
      }
    }
    return code;
  }

  private void check(Job started, LeadFlow leads) {
    if (step("token of trace-crm", leads.connection()::requireToken)) {
      step("a page of TRACE's leads", started::checkLeads);
    }
    leads.sinks().checks().forEach(this::step);
  }

  private void check(OfferFlow offers) {
    step("token of trace-upload", offers.connection()::requireToken);
    run("folders of offers", offers::checkFolders);
  }

  /** Those of the flows have had their token tried. */
  private void probe(Connection connection) {
    String name = connection.settings().name();
    boolean isOfFlow = LeadFlow.CONNECTION.equals(name) || OfferFlow.CONNECTION.equals(name);
    if (isOfFlow || step("token of " + name, connection::requireToken)) {
      String path = connection.settings().probe();
      if (!path.isEmpty()) {
        step("probe of " + name, () -> probe(connection, path));
      }
    }
  }

  private static String probe(Connection connection, String path) {
    try (Caller caller = connection.caller()) {
      return caller.probe(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean run(String what, Runnable step) {
    return step(
        what,
        () -> {
          step.run();
          return "ok";
        });
  }

  /**
   * @param step gives what to say where it works
   */
  private boolean step(String what, Supplier<String> step) {
    try {
      System.out.printf("%-24s  %s%n", what, step.get());
      return true;
    } catch (RuntimeException fault) {
      Throwable cause = Failures.known(fault);
      if (!Fault.isStopping(cause)) {
        System.out.printf(
            "%-24s  FAILED: %s%n",
            what, program.secrets().mask(String.valueOf(cause.getMessage())));
      }
      code = Math.max(code, ExitCode.of(cause));
      return false;
    }
  }
}
