package io.github.tracebridge.cli;

import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import io.github.tracebridge.selftest.Trial;
import io.github.tracebridge.selftest.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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
  private static final int WIDEST = 200;
  private static final int MOST_LEADS = 10_000;
  private static final int MOST_KILLS = 10_000;

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
      description = "Leads to begin with, up to 10000; default ${DEFAULT-VALUE}.")
  private int leads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Of all that is random but for the machine's pace; by default another one each time.")
  private @Nullable Long seed;

  @Override
  public Integer call() throws Exception {
    require(kills >= 0 && kills <= MOST_KILLS, "--kills", MOST_KILLS, kills);
    require(leads >= 0 && leads <= MOST_LEADS, "--leads", MOST_LEADS, leads);
    Clock clock = Clock.systemUTC();
    long chosen = seed == null ? clock.millis() : seed;
    Path folder = folder();
    try (Sandbox sandbox = Sandbox.start(0, Weather.knobs(), clock)) {
      sandbox.leads().fill(Seeding.of(leads));
      System.out.printf(
          "A TRACE stand-in with %d leads misbehaves in many ways (seed %d)%n", leads, chosen);
      Trial trial = new Trial(folder, sandbox, chosen, Map.of(), clock);
      AtExit stop = new AtExit(trial::stop);
      for (int kill = 1; kill <= kills; kill++) {
        double lived = trial.kill().toMillis() / 1000.0;
        System.out.printf(
            Locale.ROOT,
            "kill %d of %d, %.1f s after the start: so far %s%n",
            kill,
            kills,
            lived,
            counts(sandbox.counters()));
      }
      System.out.printf("one run undisturbed: exit code %d%n%n", trial.finish());
      stop.cancel();
      return judge(trial, sandbox, folder);
    }
  }

  private Path folder() {
    try {
      return Files.createTempDirectory("tracebridge-selftest-");
    } catch (IOException e) {
      throw badUse(
          "No folder can be made in "
              + System.getProperty("java.io.tmpdir")
              + ". Name another one by JAVA_OPTS=-Djava.io.tmpdir=folder.");
    }
  }

  private void require(boolean fits, String option, int most, int value) {
    if (!fits) {
      throw badUse(option + ": expected a number from 0 to " + most + ", but was " + value + ".");
    }
  }

  private CommandLine.ParameterException badUse(String sentence) {
    CommandLine command = spec == null ? new CommandLine(this) : spec.commandLine();
    return new CommandLine.ParameterException(command, sentence);
  }

  private static String counts(Counters counters) {
    return "pages %d, uploads %d, faults %d of %d kinds"
        .formatted(
            counters.requests(RequestKind.PAGE),
            counters.requests(RequestKind.UPLOAD),
            counters.faults().values().stream().mapToLong(Long::longValue).sum(),
            counters.faults().size());
  }

  private static Integer judge(Trial trial, Sandbox sandbox, Path folder) throws IOException {
    System.out.printf(
        "leads %d, versions delivered %d; offer files dropped %d, receipts %d; at most %d of %d"
            + " requests in %d s%n",
        sandbox.leads().size(),
        trial.leads().size(),
        trial.offers().count(),
        trial.offers().receipts().size(),
        sandbox.counters().mostInFixedWindow(),
        Weather.QUOTA,
        Weather.WINDOW.toSeconds());
    Map<String, List<String>> promises = trial.promises();
    promises.forEach(
        (promise, against) -> {
          System.out.printf("%-7s %s%n", against.isEmpty() ? "kept" : "BROKEN", promise);
          against.stream()
              .limit(SHOWN)
              .map(found -> found.substring(0, Math.min(WIDEST, found.length())))
              .forEach(found -> System.out.printf("        %s%n", found));
          if (against.size() > SHOWN) {
            System.out.printf("        and %d more%n", against.size() - SHOWN);
          }
        });
    boolean isKept = promises.values().stream().allMatch(List::isEmpty);
    System.out.printf(
        "Leads, offers with their receipts, and the log are in %s; delete it when you have looked.%n",
        folder);
    if (!isKept) {
      System.out.println("Where the log names no cause, such as a full disk, please report a bug.");
    }
    return isKept ? ExitCode.DONE : ExitCode.FAILED;
  }
}
