package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples of settings work word by word, and settings that are named are there. */
class SettingsDocTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```properties\\n(.*?)^```");

  private static final Pattern NAMED =
      Pattern.compile(
          "`((?:trace|camel\\.oauth|data|ledger|leads|alerts|offers|sinks|quota|http|log|management)"
              + "\\.[a-z0-9.<>*-]*[a-z0-9>*])`");

  /** Files, fields of log lines, and knobs of the sandbox. */
  private static final Set<String> OTHERS =
      Set.of(
          "ledger.db",
          "ledger.lock",
          "log.level",
          "log.logger",
          "trace.id",
          "quota.kind",
          "quota.reset");

  @TempDir Path folder;

  @Test
  void settingsThatAreNamedAreThere() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path doc : pages()) {
      NAMED
          .matcher(Files.readString(doc))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !OTHERS.contains(name) && !isKnown(name))
          .forEach(name -> unknown.add(doc + ": " + name));
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean isKnown(String name) {
    String whole = name.replaceAll("<[^>]*>", "any");
    boolean isBegin = name.endsWith("*");
    return Setting.all().stream()
        .anyMatch(
            setting ->
                isBegin
                    ? begins(setting, whole.substring(0, whole.length() - 1))
                    : setting.matches(whole));
  }

  private static boolean begins(Setting setting, String begin) {
    String pattern = setting.template().replace(".", "\\.").replaceAll("<[^>]*>", "[^.]+");
    Matcher matcher = Pattern.compile(pattern).matcher(begin);
    return matcher.matches() || matcher.hitEnd();
  }

  private static List<Path> pages() throws IOException {
    List<Path> docs = new ArrayList<>(List.of(Path.of("README.md"), Path.of("SECURITY.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(docs::add);
    }
    return docs;
  }

  static List<Named<String>> examples() throws IOException {
    List<Named<String>> examples = new ArrayList<>();
    for (Path doc : pages()) {
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
