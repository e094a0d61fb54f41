package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documentation calls is understood, its placeholders such as ID aside. */
class DocumentedCommandsTest {
  private static final Pattern CODE =
      Pattern.compile("```sh\\R(.*?)```|`([^`\\n]+)`", Pattern.DOTALL);
  private static final Pattern CALL =
      Pattern.compile(
          "(?:\\./|bin/|@|\\A)tracebridge ((?:[^#|>&;)\\n`\\\\]|\\\\\\n)+?)(?:\\s\\d?>|[#|&;)\\n]|\\z)");
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S+");

  @Test
  void isUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Path page : pages()) {
      Matcher code = CODE.matcher(Files.readString(page));
      while (code.find()) {
        String text = code.group(1) == null ? code.group(2) : code.group(1);
        Matcher call = CALL.matcher(text);
        while (call.find()) {
          calls++;
          try {
            parse(call.group(1));
          } catch (CommandLine.MissingParameterException e) {
            // it is only named
          } catch (CommandLine.ParameterException e) {
            wrong.add(page + ": " + call.group().strip() + ": " + e.getMessage());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(50);
  }

  private static void parse(String call) {
    String[] words =
        WORD.matcher(call.replaceAll("\\\\\n|[\\[\\]]", " ").replace("NUMBER", "1"))
            .results()
            .map(word -> word.group().replaceAll("[\"']", ""))
            .toArray(String[]::new);
    var unused = Tracebridge.commandLine(new Tracebridge(), words).parseArgs(words);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md").map(Path::of),
              docs.filter(page -> page.toString().endsWith(".md")))
          .toList();
    }
  }
}
