package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.ManagementPort;
import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a container engine asks, which may have neither shell nor curl. */
@Command(
    name = "health",
    description = "Asks the running job how it is; exits with 1 where it is down, or not there.")
final class HealthCommand implements Callable<Integer> {
  private static final int PATIENCE_MS = 5_000;

  @ParentCommand private Tracebridge program = new Tracebridge();

  @Parameters(
      arity = "0..1",
      defaultValue = "all",
      description = "${COMPLETION-CANDIDATES}: as docs/operations.md says. ${DEFAULT-VALUE}")
  private What what = What.ALL;

  private enum What {
    LIVE("/live"),
    READY("/ready"),
    ALL("");

    private final String path;

    What(String path) {
      this.path = path;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    ManagementPort port = ManagementPort.from(program.settings(Map.of()));
    if (!port.isOn()) {
      throw new SettingException(
          Setting.MANAGEMENT_PORT.property() + " is 0, so nobody can be asked. Set it.");
    }
    JsonNode answer = ask(port);
    String status = answer.path("status").asText("DOWN");
    System.out.println(status);
    for (JsonNode check : answer.path("checks")) {
      if (check.has("message")) {
        System.out.println(check.path("name").asText() + ": " + check.path("message").asText());
      }
    }
    return status.equals("UP") ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode ask(ManagementPort port) throws IOException {
    var address = port.uri().resolve("/observe/health" + what.path).toURL();
    var connection = (HttpURLConnection) address.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    try {
      boolean isDown = connection.getResponseCode() >= 400;
      try (InputStream in = isDown ? connection.getErrorStream() : connection.getInputStream()) {
        return new ObjectMapper().readTree(in);
      }
    } catch (IOException e) {
      throw new IOException("No job answers at " + address + " (" + Reason.of(e) + ").");
    }
  }
}
