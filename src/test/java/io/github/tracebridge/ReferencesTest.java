package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file names is in the tree: documents by name, and whatever a document links to. */
class ReferencesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final List<String> KEPT =
      List.of("src", "routes", "docs", "bench", "acceptance", ".ci", "docker");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)");
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
    Path target = base.resolve(name).normalize();
    return target.startsWith(ROOT) && Files.exists(target);
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
