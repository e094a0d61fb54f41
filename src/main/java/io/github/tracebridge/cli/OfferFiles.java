package io.github.tracebridge.cli;

import io.github.tracebridge.offer.reading.OfferReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The offer files that a command names, one by one or by their folder. */
record OfferFiles(List<Path> all, Optional<Path> missing) {
  /**
   * Of a folder all that an inbox would take, at any depth, by name.
   *
   * @throws IOException where a folder cannot be read
   */
  static OfferFiles of(List<Path> paths) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        return new OfferFiles(List.of(), Optional.of(path));
      }
      if (Files.isDirectory(path)) {
        all.addAll(below(path));
      } else {
        all.add(path);
      }
    }
    return new OfferFiles(all, Optional.empty());
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> OfferReader.reads(file) && Files.isRegularFile(file))
          .filter(file -> isOpen(folder.relativize(file)))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whether no part of the name begins with a dot or a tilde, as hidden and temporary ones do. */
  private static boolean isOpen(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().startsWith("~")) {
        return false;
      }
    }
    return true;
  }
}
