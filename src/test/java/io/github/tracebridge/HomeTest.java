package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b", "a%41b", "a+b", "a{{b}}c", "a*b", "a?b#c%d", "Gr\u00f6\u00dfe, 2. Ort"})
  void theProgramsFolderMayHaveAnyLetters(String name) throws IOException {
    unpack(folder.resolve("a-b"));
    try (WholeJob whole = new WholeJob(folder.resolve("data")).at(unpack(folder.resolve(name)))) {
      assertThat(whole.job().camel().getRoutes()).hasSizeGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void aFolderWithoutRoutesIsRefused() {
    Home home = new Home(folder);
    assertThatThrownBy(() -> home.routePattern(Set.of(), List.of("file")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The routes are not at %s. Start ./tracebridge from the folder where it was unpacked,"
                + " or unpack it anew.",
            folder.resolve("routes"));
  }

  private static Home unpack(Path folder) throws IOException {
    for (String name :
        List.of("faults", "lead-delivery", "lead-walk", "sinks/file", "trace-call")) {
      Path file = folder.resolve("routes/" + name + ".camel.yaml");
      Files.createDirectories(file.getParent());
      Files.copy(Path.of("routes/" + name + ".camel.yaml"), file);
    }
    return new Home(folder);
  }
}
