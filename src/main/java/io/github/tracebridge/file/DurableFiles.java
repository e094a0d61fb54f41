package io.github.tracebridge.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes and moves files so that they are whole for every reader, also after a power cut. */
public final class DurableFiles {
  /** The ending of a file that is being written. */
  public static final String PART = ".part";

  private DurableFiles() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes it; the stream stays open. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, in place of one that is there: a reader sees the whole file or none. It is
   * written under another ending, forced to disk, and renamed.
   */
  public static void write(Path file, Content content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      makeFolder(Objects.requireNonNull(file.getParent()));
      writePart(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.getParent());
    } catch (IOException | RuntimeException e) {
      drop(part);
      throw e;
    }
  }

  /**
   * Moves a file within its file system.
   *
   * @throws FileAlreadyExistsException where there is one already
   */
  public static void move(Path file, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
    force(to.getParent());
    force(Objects.requireNonNull(file.getParent()));
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      force(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
    }
  }

  private static void writePart(Path part, Content content) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
      content.write(out);
      out.flush();
      file.force(true);
    }
  }

  /** Gives back the room that half a file takes: on a full disk others need it. */
  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // it is written over when the file comes again
    }
  }

  /** Makes what was renamed or removed in a folder last. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Why it did not work, for people; without the name of a file, which may be one that passes. */
  public static String reason(IOException fault) {
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
}
