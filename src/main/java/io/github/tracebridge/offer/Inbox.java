package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a price desk drops files in. A file is taken when it stood still between two
 * looks, by size, time and identity; when it could be moved away; and when its content is the same
 * behind that as before. Not thread-safe but for what it tells: one thread looks.
 */
public final class Inbox {
  private static final Comparator<Standing> BY_ARRIVAL =
      Comparator.comparing(Standing::since)
          .thenComparing(Standing::changed)
          .thenComparing(Standing::file);

  private final OfferFolders folders;
  private final OfferSettings settings;
  private final OfferLedger ledger;
  private final StuckFiles stuck;
  private final Clock steady;
  private final Map<Path, Look> looks = new HashMap<>();

  /**
   * @param steady by which files stand still
   */
  Inbox(
      OfferFolders folders,
      OfferSettings settings,
      OfferLedger ledger,
      StuckFiles stuck,
      Clock steady) {
    this.folders = folders;
    this.settings = settings;
    this.ledger = ledger;
    this.stuck = stuck;
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

  /**
   * A file that stands still.
   *
   * @param since when a look first saw it so
   * @param changed when it came here or was written last; copies keep older times of writing
   */
  private record Standing(Path file, Instant since, FileTime changed) {}

  /** Files that stand still, by arrival. */
  public synchronized List<Path> settled() {
    InboxFiles found = look();
    looks.keySet().retainAll(found.files().keySet());
    stuck.forgetGone();
    found.unreadable().forEach(stuck::say);
    List<Standing> standing = new ArrayList<>();
    for (Map.Entry<Path, BasicFileAttributes> each : found.files().entrySet()) {
      Path file = each.getKey();
      Optional<Instant> since = standingSince(file, each.getValue());
      if (since.isPresent() && isToTake(found, file)) {
        standing.add(new Standing(file, since.get(), changed(file, each.getValue())));
      }
    }
    return standing.stream().sorted(BY_ARRIVAL).map(Standing::file).toList();
  }

  /** Empty where it has not stood still for long enough. */
  private synchronized Optional<Instant> standingSince(Path file, BasicFileAttributes is) {
    Instant now = steady.instant();
    Look before = looks.get(file);
    if (before == null || !before.isLike(is)) {
      looks.put(file, new Look(is.size(), is.lastModifiedTime(), is.fileKey(), now));
      return Optional.empty();
    }
    return Optional.of(before.since()).filter(since -> !since.plus(settings.settle()).isAfter(now));
  }

  private boolean isToTake(InboxFiles found, Path file) {
    Optional<String> oddity = found.oddity(file);
    oddity.ifPresent(reason -> stuck.say(file, reason));
    return oddity.isEmpty() && isSaidWhole(file);
  }

  private InboxFiles look() {
    try {
      return InboxFiles.look(folders.inbox(), settings.sidecar());
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  /** Where the file system does not tell when it came here, when it was written. */
  private static FileTime changed(Path file, BasicFileAttributes is) {
    try {
      return Files.getAttribute(file, "unix:ctime") instanceof FileTime time
          ? time
          : is.lastModifiedTime();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return is.lastModifiedTime();
    }
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
   * Moves a file into a folder of its own, for this job alone. Where it is gone, is written still
   * or cannot be taken, it is looked at again.
   */
  public void claim(@Body Path file) {
    try {
      String hash = HashedInput.sha256(file);
      take(ledger.arrive(InboxFiles.path(folders.inbox(), file), hash, Files.size(file)));
    } catch (NoSuchFileException e) {
      // whoever put it there took it away
    } catch (IOException e) {
      stuck.say(file, DurableFiles.reason(e) + ".");
    }
  }

  /** Takes a file that the ledger knows as new; also where that was broken off. */
  void take(OfferFile file) {
    try {
      if (move(file)) {
        ledger.claimed(file.id());
        taken(folders.inbox(file));
      } else {
        putBack(file);
      }
    } catch (IOException e) {
      stuck.say(folders.inbox(file), "it cannot be moved: " + DurableFiles.reason(e) + ".");
      letGo(file);
    }
  }

  private synchronized void taken(Path file) {
    looks.remove(file);
    stuck.over(file);
  }

  /** Whether it has been moved, and is what it was. */
  private boolean move(OfferFile file) throws IOException {
    Path from = folders.inbox(file);
    Path to = folders.inProgress(file);
    if (!Files.exists(to)) {
      if (!Files.exists(from) || !HashedInput.sha256(from).equals(file.sha256())) {
        return false;
      }
      if (!settings.sidecar().ending().isEmpty() && Files.exists(sidecar(from))) {
        DurableFiles.move(sidecar(from), sidecar(to));
      }
      DurableFiles.move(from, to);
    }
    return HashedInput.sha256(to).equals(file.sha256());
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

  private void letGo(OfferFile file) {
    try {
      putBack(file);
    } catch (IOException e) {
      // it stays as new in the ledger, and the next look takes it up again
    }
  }

  private Path sidecar(Path file) {
    return OfferFolders.beside(file, settings.sidecar().ending());
  }

  private boolean isSaidWhole(Path file) {
    return settings.sidecar() == OfferSettings.Sidecar.NONE || Files.exists(sidecar(file));
  }
}
