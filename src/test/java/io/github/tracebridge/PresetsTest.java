package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static String filledIn(String line) {
    if (!line.endsWith("=") || line.endsWith(".probe=")) {
      return line;
    }
    boolean isHost = line.matches(".*(url|realm|audience)=");
    return line + (isHost ? "https://host.example" : "filled-in");
  }
}
