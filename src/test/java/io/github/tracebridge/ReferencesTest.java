package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file names is in the tree: documents by name, and whatever a document links to. */
class ReferencesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final List<String> KEPT =
      List.of("src", "routes", "docs", "bench", "acceptance", ".ci", "docker");

  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|src=\"|srcset=\")(?!https?:)([^)\"\\s]+)");
  private static final Pattern DOCUMENT = Pattern.compile("(?<![\\w/:.-])([\\w./-]*\\w\\.md)\\b");

  @Test
  void everyReferenceStaysInTheTree() throws IOException {
    assertThat(files().flatMap(ReferencesTest::strays)).isEmpty();
  }

  private static Stream<String> strays(Path file) {
    try {
      Pattern reference = file.toString().endsWith(".md") ? LINK : DOCUMENT;
      return reference
          .matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !isKept(file, name))
          .map(name -> ROOT.relativize(file) + ": " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Links are relative to their document, names in other files to the root. */
  private static boolean isKept(Path file, String name) {
    Path base = file.toString().endsWith(".md") ? file.getParent() : ROOT;
    String[] parts = name.split("#", 2);
    Path target = parts[0].isEmpty() ? file : base.resolve(parts[0]).normalize();
    return target.startsWith(ROOT)
        && Files.exists(target)
        && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** Of its headings, as forges make them. */
  private static List<String> anchors(Path document) {
    try (Stream<String> lines = Files.lines(document)) {
      return lines
          .filter(line -> line.matches("#+ .*"))
          .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
          .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files() throws IOException {
    Stream<Path> top = Files.list(ROOT).filter(Files::isRegularFile);
    Stream<Path> below = KEPT.stream().map(ROOT::resolve).flatMap(ReferencesTest::walk);
    return Stream.concat(top.filter(f -> f.toString().matches(".*\\.(md|xml)")), below)
        .filter(f -> !f.toString().endsWith(".png"));
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder).filter(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
