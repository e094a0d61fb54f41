package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.tracebridge.delivery.SinkException;
import io.github.tracebridge.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Writes a batch as a file of lines, which a reader sees whole or not at all. Written again, the
 * same batch is the same file. Thread-safe.
 */
public final class FileSink {
  private static final String ENDING = ".ndjson";

  private final Path folder;

  public FileSink(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the lines as one file.
   *
   * @param batch its name, which begins with the UTC date, yyyyMMdd
   */
  public void write(@Header("batch") String batch, @Body List<String> lines) {
    Path day =
        folder.resolve(
            batch.substring(0, 4) + "-" + batch.substring(4, 6) + "-" + batch.substring(6, 8));
    try {
      DurableFiles.write(
          day.resolve(batch + ENDING),
          out -> {
            for (String line : lines) {
              out.write(line.getBytes(StandardCharsets.UTF_8));
              out.write('\n');
            }
          });
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Takes every line of a lead out of the files.
   *
   * @return how many files had one
   */
  public int forget(String leadId) throws IOException {
    String begin = "{\"leadId\":" + TextNode.valueOf(leadId) + ",";
    int changed = 0;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
          changed += forget(file, begin) ? 1 : 0;
        }
      }
    }
    return changed;
  }

  private static boolean forget(Path file, String begin) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      if (lines.noneMatch(line -> line.startsWith(begin))) {
        return false;
      }
    }
    DurableFiles.write(
        file,
        out -> {
          try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
              if (!line.startsWith(begin)) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
              }
            }
          }
        });
    return true;
  }

  /** Fails with a sentence where a file could not be written. */
  public String check() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "check", DurableFiles.PART));
      return "ok";
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private SinkException notWritable(IOException cause) {
    return new SinkException(
        "the folder "
            + folder
            + " cannot be written ("
            + DurableFiles.reason(cause)
            + "). Give this user the right to write there, make room, or set sinks.file.folder.",
        cause);
  }
}
