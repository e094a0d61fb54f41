package io.github.tracebridge.cli;

import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import io.github.tracebridge.selftest.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the promises on this machine: the real job, killed and disturbed. */
@Command(
    name = "selftest",
    description =
        "Kills the job again and again on a sandbox that misbehaves, and counts what got lost.")
final class SelftestCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often it is killed; default ${DEFAULT-VALUE}, some 3 seconds each.")
  private int kills;

  @Option(
      names = "--leads",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Leads to begin with; default ${DEFAULT-VALUE}.")
  private int leads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is random; by default another one each time.")
  private @Nullable Long seed;

  @Override
  public Integer call() throws Exception {
    require("--kills", kills);
    require("--leads", leads);
    Clock clock = Clock.systemUTC();
    long chosen = seed == null ? clock.millis() : seed;
    Path folder = Files.createTempDirectory("tracebridge-selftest-");
    // whoever ends this ends the job too
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly),
                "stop"));
    try (Sandbox sandbox = Sandbox.start(0, Trial.knobs(), clock)) {
      sandbox.leads().fill(Seeding.of(leads));
      System.out.printf(
          "A TRACE stand-in with %d leads misbehaves in every way it can (seed %d)%n",
          leads, chosen);
      Trial trial = new Trial(folder, sandbox, chosen, Map.of(), clock);
      for (int kill = 1; kill <= kills; kill++) {
        double lived = trial.kill().toMillis() / 1000.0;
        System.out.printf(
            "kill %d of %d, %.1f s after the start: %s%n", kill, kills, lived, soFar(sandbox));
      }
      System.out.printf("one run undisturbed: exit code %d%n%n", trial.finish());
      return judge(trial, sandbox, folder);
    }
  }

  private void require(String option, int value) {
    if (value < 0) {
      CommandLine command = spec == null ? new CommandLine(this) : spec.commandLine();
      throw new CommandLine.ParameterException(
          command, option + ": expected 0 or more, but was " + value + ".");
    }
  }

  private static String soFar(Sandbox sandbox) {
    Counters counters = sandbox.counters();
    long faults = counters.faults().values().stream().mapToLong(Long::longValue).sum();
    return "so far pages %d, uploads %d, faults %d"
        .formatted(
            counters.requests(RequestKind.PAGE), counters.requests(RequestKind.UPLOAD), faults);
  }

  private static Integer judge(Trial trial, Sandbox sandbox, Path folder) throws IOException {
    System.out.printf(
        "%d leads there, %d versions delivered; %d offer files dropped, %d receipts; %d requests a"
            + " second at most%n",
        sandbox.leads().size(),
        trial.leads().size(),
        trial.offers().count(),
        trial.offers().receipts().size(),
        sandbox.counters().mostInFixedWindow());
    Map<String, List<String>> promises = trial.promises();
    promises.forEach(
        (promise, against) -> {
          System.out.printf("%-7s %s%n", against.isEmpty() ? "kept" : "BROKEN", promise);
          against.stream().limit(SHOWN).forEach(found -> System.out.printf("        %s%n", found));
          if (against.size() > SHOWN) {
            System.out.printf("        and %d more%n", against.size() - SHOWN);
          }
        });
    boolean isKept = promises.values().stream().allMatch(List::isEmpty);
    System.out.println(
        isKept
            ? "Look for yourself: leads, offers with their receipts, and the log are in " + folder
            : "This is a bug, please report it; leads, offers and the log are in " + folder);
    return isKept ? ExitCode.DONE : ExitCode.FAILED;
  }
}
