package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final Path DOC = Path.of("docs/configuration.md");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| (.+) \\|");

  private record Row(String property, String meaning, String fallback) {}

  @Test
  void listsEverySettingOnceWithItsDefault() throws IOException {
    List<Row> expected =
        Setting.all().stream().map(s -> new Row(s.template(), s.meaning(), fallback(s))).toList();
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void namesEverySecret() throws IOException {
    String text = Files.readString(DOC);
    int begin = text.indexOf("**Secrets** are");
    String list = text.substring(begin, text.indexOf(". They are taken", begin));
    assertThat(Pattern.compile("`([^`]+)`").matcher(list).results().map(name -> name.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Setting.all().stream().filter(Setting::isSecret).map(Setting::template).toList());
  }

  private static String fallback(Setting setting) {
    return Optional.ofNullable(setting.fallback())
        .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
        .orElse("none");
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(DOC).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
        .toList();
  }
}
