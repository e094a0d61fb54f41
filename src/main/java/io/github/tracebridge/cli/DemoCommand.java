package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Sandbox and job in one process: nothing to configure, nothing to clean up but one folder. */
@Command(name = "demo", description = "Shows it at work on a sandbox; nothing to configure.")
final class DemoCommand implements Callable<Integer> {
  private static final int LEADS = 250;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Examples, and what becomes of each. */
  private static final Map<String, OfferOutcome> DROPPED =
      Map.of(
          "direct-marketing/batch.json", OfferOutcome.DONE,
          "direct-marketing/template.csv", OfferOutcome.DONE,
          "ppa/batch.json", OfferOutcome.DONE,
          "broken/tenor-form.json", OfferOutcome.REJECTED);

  @ParentCommand private Tracebridge program = new Tracebridge();

  @Option(names = "--once", description = "Ends by itself; else it goes on until stopped.")
  private boolean once;

  @Option(
      names = "--training",
      hidden = true,
      description =
          "Ends by itself, and needs all that run needs: a class-data archive is made by it.")
  private boolean training;

  @Parameters(
      hidden = true,
      description = "What is trained instead, in a process of its own; its settings are added.")
  private List<String> trained = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!training && !trained.isEmpty()) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "demo: nothing belongs behind it. See demo --help.");
    }
    if (training) {
      Tracebridge.commandLine(program).usage(new PrintStream(OutputStream.nullOutputStream()));
    }
    Path folder = Files.createTempDirectory("tracebridge-demo-");
    try (Sandbox sandbox = Sandbox.start(0, Knobs.defaults(), Clock.systemUTC())) {
      sandbox.leads().fill(Seeding.of(LEADS));
      System.out.printf("A TRACE stand-in with %d leads is at %s%n", LEADS, sandbox.uri());
      System.out.printf("Leads are delivered into %s%n", folder.resolve("leads"));
      drop(folder.resolve("offers/inbox"));
      System.out.printf(
          "A price desk dropped %d files in %s%n", DROPPED.size(), folder.resolve("offers/inbox"));
      if (!trained.isEmpty()) {
        return train(values(sandbox, folder), folder.resolve("tracebridge.properties"));
      }
      boolean isScheduled = !once || training;
      try (Job job =
          Job.of(
              program.onlySettings(values(sandbox, folder)),
              program.secrets(),
              Home.find(),
              isScheduled)) {
        return once || training ? once(job, sandbox, folder) : goOn(job);
      }
    }
  }

  private Integer once(Job job, Sandbox sandbox, Path folder) throws Exception {
    job.start();
    turn(job, sandbox);
    sandbox.leads().change(3);
    sandbox.leads().add(2);
    System.out.println("Three leads changed and two came in; walking once more");
    turn(job, sandbox);
    Outcome.of(job).print("demo");
    boolean explained = isExplained(job);
    boolean complete = isComplete(sandbox, folder) && explained;
    System.out.println(
        complete
            ? "Every lead is in the files, each version once, and every offer has its receipt: look at "
                + folder
            : "This is not what the stand-in has: it is a bug, please report it");
    return complete ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** By hand; or, to train, by its own schedule, as run does. */
  private void turn(Job job, Sandbox sandbox) throws Exception {
    if (!training) {
      Progress.sync(job);
      return;
    }
    Instant end = job.clock().instant().plus(PATIENCE);
    while (!isOver(job, sandbox) && job.clock().instant().isBefore(end)) {
      job.await(LOOK);
    }
  }

  private static boolean isOver(Job job, Sandbox sandbox) {
    long explained =
        job.offers().orElseThrow().ledger().newest(DROPPED.size()).stream()
            .filter(file -> file.outcome() != null)
            .count();
    return explained == DROPPED.size()
        && job.leads().orElseThrow().deliveries().delivered() == versions(sandbox);
  }

  private static Integer goOn(Job job) throws Exception {
    System.out.println("It walks every minute; stop it with Ctrl-C");
    job.run();
    return ExitCode.DONE;
  }

  /**
   * By a process that is not this one, which the sandbox is in. A user's settings in the
   * environment are kept from it, or made-up leads would go where those say.
   */
  private Integer train(Map<String, String> values, Path file) throws Exception {
    Properties settings = new Properties();
    settings.putAll(values);
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    trained.addAll(List.of("--config", file.toString()));
    ProcessBuilder process = new ProcessBuilder(trained).inheritIO();
    process.environment().keySet().retainAll(Set.of("PATH", "LC_ALL"));
    return process.start().waitFor();
  }

  private Map<String, String> values(Sandbox sandbox, Path folder) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(Setting.AUTH_URL.property(), sandbox.uri().toString());
    values.put(Setting.CLIENT_ID.property("trace-crm"), "crm-sync");
    values.put(Setting.CLIENT_SECRET.property("trace-crm"), "sandbox-secret");
    values.put(Setting.AUDIENCE.property("trace-crm"), Knobs.AUDIENCE);
    values.put(Setting.CLIENT_ID.property("trace-upload"), "price-desk");
    values.put(Setting.CLIENT_SECRET.property("trace-upload"), "sandbox-upload-secret");
    values.put(Setting.AUDIENCE.property("trace-upload"), Knobs.AUDIENCE);
    values.put(Setting.OFFERS_SETTLE.property(), "1s");
    values.put(Setting.DATA_DIR.property(), folder.toString());
    values.put(Setting.LEADS_SCHEDULE.property(), training ? "1s" : "60s");
    values.put(Setting.MANAGEMENT_PORT.property(), training ? freePort() : "0");
    return values;
  }

  private static String freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(free.getLocalPort());
    }
  }

  private static void drop(Path inbox) throws IOException {
    for (String example : DROPPED.keySet()) {
      Path from = Home.find().folder().resolve("examples/offers").resolve(example);
      Path to = inbox.resolve(example.replace("broken/", ""));
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
  }

  /** Says what became of each file; whether that was what it deserved. */
  private static boolean isExplained(Job job) {
    Map<String, OfferOutcome> became = new TreeMap<>();
    for (OfferFile file : job.offers().orElseThrow().ledger().newest(DROPPED.size() + 1)) {
      OfferOutcome outcome = file.outcome();
      if (outcome != null) {
        System.out.printf("  %s is %s: %s%n", file.path(), outcome.words(), file.reason());
        became.put(file.path(), outcome);
      }
    }
    Map<String, OfferOutcome> deserved = new TreeMap<>();
    DROPPED.forEach((example, outcome) -> deserved.put(example.replace("broken/", ""), outcome));
    return became.equals(deserved);
  }

  /** One line for each lead and one more for each change, no line twice. */
  private static boolean isComplete(Sandbox sandbox, Path folder) throws IOException {
    Set<String> keys = new HashSet<>();
    int lines = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("leads"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        for (String line : Files.readAllLines(file)) {
          keys.add(line.substring(0, line.indexOf(",\"hash\"")));
          lines++;
        }
      }
    }
    return lines == versions(sandbox) && keys.size() == lines;
  }

  private static int versions(Sandbox sandbox) {
    int[] versions = {0};
    sandbox.leads().truth().forEachRemaining(lead -> versions[0] += 1 + lead.revision());
    return versions[0];
  }
}
