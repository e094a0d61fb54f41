package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a price desk drops files in. A file is taken when it stood still between two
 * looks, by size, time and identity; when it could be moved away; and when its content is the same
 * behind that as before. Not thread-safe: one thread looks.
 */
public final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final Comparator<Map.Entry<Path, BasicFileAttributes>> OLDEST_FIRST =
      Comparator.comparing(
              (Map.Entry<Path, BasicFileAttributes> file) -> file.getValue().lastModifiedTime())
          .thenComparing(Map.Entry::getKey);

  private final OfferFolders folders;
  private final OfferSettings settings;
  private final OfferLedger ledger;
  private final Clock steady;
  private final Map<Path, Look> looks = new HashMap<>();
  private final Set<Path> unreadable = new HashSet<>();

  /**
   * @param steady by which files stand still
   */
  public Inbox(OfferFolders folders, OfferSettings settings, OfferLedger ledger, Clock steady) {
    this.folders = folders;
    this.settings = settings;
    this.ledger = ledger;
    this.steady = steady;
  }

  /** How a file was at one look, and since when it has been like that. */
  private record Look(long size, FileTime modified, @Nullable Object key, Instant since) {
    boolean isLike(BasicFileAttributes now) {
      return size == now.size()
          && modified.equals(now.lastModifiedTime())
          && Objects.equals(key, now.fileKey());
    }
  }

  /** Files that stand still, the oldest first. */
  public synchronized List<Path> settled() {
    Map<Path, BasicFileAttributes> found = find();
    looks.keySet().retainAll(found.keySet());
    List<Map.Entry<Path, BasicFileAttributes>> settled = new ArrayList<>();
    Instant now = steady.instant();
    for (Map.Entry<Path, BasicFileAttributes> file : found.entrySet()) {
      Look before = looks.get(file.getKey());
      if (before == null || !before.isLike(file.getValue())) {
        looks.put(file.getKey(), look(file.getValue(), now));
      } else if (!before.since().plus(settings.settle()).isAfter(now)
          && isSaidWhole(file.getKey())) {
        settled.add(file);
      }
    }
    return settled.stream().sorted(OLDEST_FIRST).map(Map.Entry::getKey).toList();
  }

  private static Look look(BasicFileAttributes is, Instant since) {
    return new Look(is.size(), is.lastModifiedTime(), is.fileKey(), since);
  }

  /** How many files wait in the inbox as of the last look. */
  public synchronized int waiting() {
    return looks.size();
  }

  /** When the file was first seen as it is that has waited longest; by the steady clock. */
  public synchronized Optional<Instant> oldest() {
    return looks.values().stream().map(Look::since).min(Instant::compareTo);
  }

  /**
   * Moves a file into a folder of its own, for this job alone. Where it is gone, or is written
   * still, nothing happens; it is looked at again.
   */
  public void claim(@Body Path file) {
    Optional<String> hash = hash(file);
    if (hash.isEmpty()) {
      return;
    }
    try {
      String path = folders.inbox().relativize(file).toString().replace('\\', '/');
      take(ledger.arrive(path, hash.get(), Files.size(file)));
      forget(file);
    } catch (NoSuchFileException e) {
      // whoever put it there took it away
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  /** Empty where it is gone, or cannot be read, which is said once and holds nobody else back. */
  private Optional<String> hash(Path file) {
    try {
      return Optional.of(HashedInput.sha256(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (unreadable.add(file)) {
        LOG.warn("offers: {} cannot be read ({})", file, DurableFiles.reason(e));
      }
      return Optional.empty();
    }
  }

  private synchronized void forget(Path file) {
    looks.remove(file);
    unreadable.remove(file);
  }

  /** Takes a file that the ledger knows as new; also where that was broken off. */
  void take(OfferFile file) throws IOException {
    Path from = folders.inbox(file);
    Path to = folders.inProgress(file);
    if (!Files.exists(to)) {
      if (!Files.exists(from) || !HashedInput.sha256(from).equals(file.sha256())) {
        putBack(file);
        return;
      }
      String ending = settings.sidecar().ending();
      if (!ending.isEmpty() && Files.exists(sidecar(from))) {
        DurableFiles.move(sidecar(from), sidecar(to));
      }
      DurableFiles.move(from, to);
    }
    if (HashedInput.sha256(to).equals(file.sha256())) {
      ledger.claimed(file.id());
    } else {
      putBack(file);
    }
  }

  /** It is being written still, or gone: as if it had never been taken. */
  private void putBack(OfferFile file) throws IOException {
    Path from = folders.inProgress(file);
    Path to = folders.inbox(file);
    for (Path[] way : new Path[][] {{from, to}, {sidecar(from), sidecar(to)}}) {
      if (!way[0].equals(way[1]) && Files.exists(way[0]) && !Files.exists(way[1])) {
        DurableFiles.move(way[0], way[1]);
      }
    }
    ledger.forget(file.id());
  }

  private Path sidecar(Path file) {
    return file.resolveSibling(file.getFileName() + settings.sidecar().ending());
  }

  private boolean isSaidWhole(Path file) {
    return settings.sidecar() == OfferSettings.Sidecar.NONE || Files.exists(sidecar(file));
  }

  private Map<Path, BasicFileAttributes> find() {
    Map<Path, BasicFileAttributes> found = new HashMap<>();
    try {
      Files.walkFileTree(folders.inbox(), new Finder(found));
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
    return found;
  }

  private final class Finder extends SimpleFileVisitor<Path> {
    private final Map<Path, BasicFileAttributes> found;

    Finder(Map<Path, BasicFileAttributes> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
      boolean hidden = !folder.equals(folders.inbox()) && isHidden(folder);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
      if (is.isRegularFile() && !isTemporary(file)) {
        found.put(file, is);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
      if (fault instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** Names under which others write files that are not whole yet, and our own sidecars. */
  private boolean isTemporary(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String sidecar = settings.sidecar().ending();
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
