package io.github.tracebridge.cli;

import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.sandbox.Seeding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The TRACE stand-in alone. */
@Command(
    name = "sandbox",
    description = "A stand-in for TRACE on this machine, to try things on. See docs/sandbox.md.")
final class SandboxCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Name or address of this machine to listen at, which its URLs have. ${DEFAULT-VALUE}")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port; 0 for any. ${DEFAULT-VALUE}")
  private int port;

  @Option(names = "--leads", defaultValue = "250", description = "Leads it has. ${DEFAULT-VALUE}")
  private int leads;

  @Option(
      names = "--knobs",
      paramLabel = "JSON",
      description = "Knobs to turn, as JSON or as @FILE; for all, ask GET /sandbox/knobs.")
  private String knobs = "{}";

  @Override
  public Integer call() throws InterruptedException {
    require(port >= 0 && port <= 65_535, "--port", "a number from 0 to 65535", port);
    require(leads >= 0, "--leads", "0 or more", leads);
    Sandbox sandbox = start();
    sandbox.leads().fill(Seeding.of(leads));
    System.out.printf(
        "sandbox at %s with %d leads; client crm-sync, secret sandbox-secret, reads leads; client"
            + " price-desk, secret sandbox-upload-secret, uploads offers; audience %s%n",
        sandbox.uri(), leads, Knobs.AUDIENCE);
    System.out.flush();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    stopped.await();
    sandbox.close();
    return ExitCode.DONE;
  }

  private Sandbox start() {
    try {
      String json = knobs.startsWith("@") ? Files.readString(Path.of(knobs.substring(1))) : knobs;
      return Sandbox.start(host, port, Knobs.defaults().with(json), Clock.systemUTC());
    } catch (IllegalArgumentException | IOException e) {
      throw badUse("--knobs: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw badUse(
          "Port "
              + port
              + " of "
              + host
              + " cannot be had. End what uses it, or name another: --port 0.");
    }
  }

  private void require(boolean fits, String option, String expected, int value) {
    if (!fits) {
      throw badUse(option + ": expected " + expected + ", but was " + value + ".");
    }
  }

  private CommandLine.ParameterException badUse(String sentence) {
    CommandLine command = spec == null ? new CommandLine(this) : spec.commandLine();
    return new CommandLine.ParameterException(command, sentence);
  }
}
