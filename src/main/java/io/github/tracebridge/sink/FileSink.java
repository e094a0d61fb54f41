package io.github.tracebridge.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Writes a batch as a file of lines. A reader sees the whole file or none: it is written under
 * another ending, forced to disk, and renamed. Written again, the same batch is the same file.
 * Thread-safe.
 */
public final class FileSink {
  private final Path folder;

  public FileSink(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the lines as one file.
   *
   * @param batch its name, which begins with the UTC date, yyyyMMdd
   */
  public void write(@Header("batch") String batch, @Body List<String> lines) throws IOException {
    Path day =
        folder.resolve(
            batch.substring(0, 4) + "-" + batch.substring(4, 6) + "-" + batch.substring(6, 8));
    Files.createDirectories(day);
    Path part = day.resolve(batch + ".ndjson.part");
    try (FileChannel file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
      for (String line : lines) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
      out.flush();
      file.force(true);
    }
    Files.move(part, day.resolve(batch + ".ndjson"), StandardCopyOption.ATOMIC_MOVE);
    force(day);
  }

  /** Fails with a sentence where a file could not be written. */
  public void check() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "check", ".part"));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the folder "
              + folder
              + " cannot be written. Give this user the right to write there, make room, or set"
              + " sinks.file.folder.",
          e);
    }
  }

  /** Makes the rename itself last. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
