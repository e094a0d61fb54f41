package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of {@code examples/connections} is whole as soon as its blanks are filled in. */
class PresetsTest {
  @TempDir Path folder;

  static List<Path> presets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples/connections"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void nothingButItsBlanksIsToBeFilledIn(Path preset) throws IOException {
    List<String> lines = Files.readAllLines(preset).stream().map(PresetsTest::filledIn).toList();
    Path file = Files.write(folder.resolve("tracebridge.properties"), lines);
    Settings settings =
        new SettingsLoader(Map.of(), new Properties(), warning -> assertThat(warning).isNull())
            .load(file, Map.of(), new Secrets());
    assertThat(settings.connections()).isNotEmpty();
    for (String name : settings.connections()) {
      ConnectionSettings connection = ConnectionSettings.from(settings, name);
      assertThat(connection.apiUrl().getScheme()).isEqualTo("https");
    }
  }

  /** Hosts, ids and secrets are those of the sandbox; all else is as the preset has it. */
  @ParameterizedTest
  @CsvSource({
    "trace, crm-sync, sandbox-secret",
    "der-connect, der-client, sandbox-der-secret",
    "openesg, esg-client, sandbox-esg-secret",
    "jwt-system, jwt-client, sandbox-jwt-secret"
  })
  void checkPassesWithHostIdAndSecretAlone(String preset, String id, String secret)
      throws IOException {
    try (Sandbox sandbox = Sandbox.start(0, Knobs.defaults(), Clock.systemUTC())) {
      List<String> lines =
          Files.readAllLines(Path.of("examples/connections", preset + ".properties")).stream()
              .filter(line -> !line.contains("trace-upload"))
              .map(line -> line.replaceAll("https://[^/]+", sandbox.uri().toString()))
              .map(line -> line.endsWith("url=") ? line + sandbox.uri() : line)
              .map(line -> line.endsWith("client-id=") ? line + id : line)
              .map(line -> line.endsWith("client-secret=") ? line + secret : line)
              .map(line -> line.endsWith("audience=") ? line + Knobs.AUDIENCE : line)
              .map(line -> line.endsWith("probe=") ? line + "/api/v2/account" : line)
              .collect(Collectors.toCollection(ArrayList::new));
      lines.add("data.dir=" + folder);
      Path file = Files.write(folder.resolve("tracebridge.properties"), lines);
      assertThat(Tracebridge.run("check", "--config", file.toString())).isZero();
    }
  }

  private static String filledIn(String line) {
    if (!line.endsWith("=") || line.endsWith(".probe=")) {
      return line;
    }
    boolean isHost = line.matches(".*(url|realm|audience)=");
    return line + (isHost ? "https://host.example" : "filled-in");
  }
}
