package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** One look into the inbox: what is in it that is to be taken, and what could not be looked at. */
final class InboxFiles extends SimpleFileVisitor<Path> {
  private final Path inbox;
  private final String sidecar;
  private final Map<Path, BasicFileAttributes> files = new TreeMap<>();
  private final Map<Path, String> unreadable = new TreeMap<>();

  private InboxFiles(Path inbox, String sidecar) {
    this.inbox = inbox;
    this.sidecar = sidecar;
  }

  /**
   * @throws IOException where the inbox itself cannot be read
   */
  static InboxFiles look(Path inbox, OfferSettings.Sidecar sidecar) throws IOException {
    InboxFiles files = new InboxFiles(inbox, sidecar.ending());
    Files.walkFileTree(inbox, files);
    return files;
  }

  Map<Path, BasicFileAttributes> files() {
    return files;
  }

  /** Why, by file or folder. */
  Map<Path, String> unreadable() {
    return unreadable;
  }

  /** Why it can never be taken as it is; empty for a file like others. */
  Optional<String> oddity(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of("it is a link to a folder. Make a folder in its place.");
    }
    if (!Objects.requireNonNull(files.get(file)).isRegularFile()) {
      return Optional.of("it is a link or a device, not a file. Put the file itself there.");
    }
    if (!inbox.resolve(path(inbox, file)).equals(file)) {
      return Optional.of("its name is not in this system's encoding. Rename it.");
    }
    return Optional.empty();
  }

  /** A file's path in the inbox, with {@code /} between folders. */
  static String path(Path inbox, Path file) {
    StringJoiner path = new StringJoiner("/");
    inbox.relativize(file).forEach(name -> path.add(name.toString()));
    return path.toString();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
    boolean hidden = !folder.equals(inbox) && isHidden(folder);
    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
    if (!isTemporary(file)) {
      files.put(file, is);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
    if (file.equals(inbox)) {
      throw fault;
    }
    if (!(fault instanceof NoSuchFileException)) {
      unreadable.put(file, DurableFiles.reason(fault) + ".");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
    return fault == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, fault);
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** Names under which others write files that are not whole yet, and our own sidecars. */
  private boolean isTemporary(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return isHidden(file)
        || name.endsWith(".part")
        || name.endsWith(".tmp")
        || name.endsWith(".filepart")
        || name.endsWith(".crdownload")
        || name.endsWith("~")
        || name.startsWith("~")
        || !sidecar.isEmpty() && name.endsWith(sidecar);
  }
}
