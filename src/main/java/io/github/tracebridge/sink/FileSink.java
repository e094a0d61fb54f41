package io.github.tracebridge.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
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
  public void write(@Header("batch") String batch, @Body List<String> lines) {
    Path day =
        folder.resolve(
            batch.substring(0, 4) + "-" + batch.substring(4, 6) + "-" + batch.substring(6, 8));
    Path part = day.resolve(batch + ".ndjson.part");
    try {
      Files.createDirectories(day);
      write(part, lines);
      Files.move(part, day.resolve(batch + ".ndjson"), StandardCopyOption.ATOMIC_MOVE);
      force(day);
    } catch (IOException e) {
      drop(part);
      throw notWritable(e);
    }
  }

  private static void write(Path part, List<String> lines) throws IOException {
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
  }

  /** Gives back the room that half a file takes: on a full disk others need it. */
  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // it is written over when the batch comes again
    }
  }

  /** Fails with a sentence where a file could not be written. */
  public void check() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "check", ".part"));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private IllegalStateException notWritable(IOException cause) {
    return new IllegalStateException(
        "the folder "
            + folder
            + " cannot be written ("
            + reason(cause)
            + "). Give this user the right to write there, make room, or set sinks.file.folder.",
        cause);
  }

  /** Without the path of a file, which may be one that passes. */
  private static String reason(IOException fault) {
    if (fault instanceof AccessDeniedException) {
      return "access denied";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    return fault instanceof FileSystemException file
        ? Objects.requireNonNullElse(file.getReason(), "it cannot be created")
        : String.valueOf(fault.getMessage());
  }

  /** Makes the rename itself last. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
