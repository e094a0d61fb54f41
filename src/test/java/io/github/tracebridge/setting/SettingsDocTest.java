package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples of settings work word by word. */
class SettingsDocTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```properties\\n(.*?)^```");

  @TempDir Path folder;

  static List<Named<String>> examples() throws IOException {
    List<Path> docs = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(docs::add);
    }
    List<Named<String>> examples = new ArrayList<>();
    for (Path doc : docs) {
      EXAMPLE
          .matcher(Files.readString(doc))
          .results()
          .forEach(found -> examples.add(Named.of(doc.toString(), found.group(1))));
    }
    return examples;
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachIsAccepted(String example) throws IOException {
    Path file = Files.writeString(folder.resolve("tracebridge.properties"), example);
    List<String> warnings = new ArrayList<>();
    new SettingsLoader(Map.of(), new Properties(), List.of("mycrm"), warnings::add)
        .load(file, Map.of(), new Secrets());
    assertThat(warnings).isEmpty();
    assertThat(SettingsLoader.read(file).values())
        .as("a comment behind a value is part of it")
        .noneMatch(value -> value.matches(".*\\s[#!].*"));
  }
}
