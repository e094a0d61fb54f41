package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.log.LogFormat;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: reads the command, runs it, and exits with what it came to. */
@Command(
    name = "tracebridge",
    description = "Keeps a CRM in step with TRACE, and TRACE in step with the price desk.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:bad use, settings or credentials",
      "3:done, but something needs a person"
    })
public final class Tracebridge implements Runnable {
  /** In the order in which help lists them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          SyncCommand.class,
          CheckCommand.class,
          HealthCommand.class,
          CallCommand.class,
          DiscoverCommand.class,
          PlanCommand.class,
          BackfillCommand.class,
          VerifyCommand.class,
          StateCommand.class,
          LeadsCommand.class,
          ExplainCommand.class,
          OffersCommand.class,
          ReceiptsCommand.class,
          SandboxCommand.class,
          SelftestCommand.class);

  private static final Path USUAL_FILE = Path.of("tracebridge.properties");

  private final Secrets secrets = new Secrets();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings file; default ./tracebridge.properties where it exists.")
  private @Nullable Path config;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  public static int run(String... arguments) {
    Tracebridge program = new Tracebridge();
    // both take a while in a young JVM; help and version wait for the second alone
    var logging = CompletableFuture.runAsync(() -> Logging.begin(program.secrets));
    CommandLine command =
        commandLine(program, arguments)
            .setExecutionStrategy(parsed -> run(parsed, logging))
            .setExecutionExceptionHandler(new Failures(program.secrets))
            .setParameterExceptionHandler(new BadUse())
            .setCaseInsensitiveEnumValuesAllowed(true);
    try {
      return command.execute(arguments);
    } finally {
      if (logging.isDone()) {
        Logging.end();
      }
    }
  }

  private static int run(ParseResult parsed, CompletableFuture<Void> logging) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    logging.join();
    return new CommandLine.RunLast().execute(parsed);
  }

  /** With the command that is named alone; else with all, but only by what help says of them. */
  static CommandLine commandLine(Tracebridge program, String... arguments) {
    List<Class<?>> named =
        COMMANDS.stream().filter(each -> List.of(arguments).contains(name(each))).toList();
    CommandLine line = new CommandLine(program);
    // not by references: picocli is so old that a class-data archive leaves out what these link
    for (Class<?> each : named) {
      line.addSubcommand(name(each), each);
    }
    if (named.isEmpty()) {
      for (Class<?> each : COMMANDS) {
        CommandSpec said = CommandSpec.create();
        said.usageMessage().description(each.getAnnotation(Command.class).description());
        line.addSubcommand(name(each), said);
      }
    }
    return line.setExpandAtFiles(false);
  }

  /** As its class is called. */
  private static String name(Class<?> command) {
    return command.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which command? Try demo --once, or see --help.");
  }

  Secrets secrets() {
    return secrets;
  }

  /** The settings file, or where one would be looked for. */
  Path settingsFile() {
    return config == null ? USUAL_FILE : config;
  }

  /** The settings of the file and the environment; from here on log lines have their form. */
  Settings settings(Map<String, String> overrides) {
    Path file = config == null && Files.exists(USUAL_FILE) ? USUAL_FILE : config;
    List<String> warnings = new ArrayList<>();
    try {
      Settings settings = loader(warnings::add).load(file, overrides, secrets);
      Logging.format(LogFormat.from(settings), secrets);
      return settings;
    } finally {
      warnings.forEach(LoggerFactory.getLogger("settings")::warn);
    }
  }

  /** Reads settings as they are read for this command. */
  SettingsLoader loader(Consumer<String> warnings) {
    return new SettingsLoader(
        System.getenv(), System.getProperties(), Home.find().sinks(), warnings);
  }

  /** Settings that nothing outside can change. */
  Settings onlySettings(Map<String, String> values) {
    return Settings.of(values, secrets);
  }
}
