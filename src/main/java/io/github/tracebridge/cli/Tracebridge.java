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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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
      "2:bad use or settings",
      "3:done, but something needs a person"
    },
    subcommands = {
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
      SandboxCommand.class
    })
public final class Tracebridge implements Runnable {
  private static final Path USUAL_FILE = Path.of("tracebridge.properties");

  private final Secrets secrets = new Secrets();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings file; default ./tracebridge.properties where it exists.")
  private @Nullable Path config;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  public static int run(String... arguments) {
    Tracebridge program = new Tracebridge();
    // both take a while in a young JVM
    var logging = CompletableFuture.runAsync(() -> Logging.begin(program.secrets));
    CommandLine command =
        new CommandLine(program)
            .setExecutionExceptionHandler(new Failures(program.secrets))
            .setParameterExceptionHandler(new BadUse())
            .setCaseInsensitiveEnumValuesAllowed(true);
    logging.join();
    try {
      return command.execute(arguments);
    } finally {
      Logging.end();
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "Which command? Try demo --once, or see --help.");
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
