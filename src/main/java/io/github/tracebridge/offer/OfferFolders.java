package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where offer files lie. */
public final class OfferFolders {
  private static final Pattern NUMBER = Pattern.compile("--\\d{8}T\\d{6}Z-(\\d{1,18})(\\.[^.]*)?$");
  static final String HELD_ENDING = ".held.txt";
  private static final String PROBE = ".tracebridge-probe";

  private final Path folder;

  public OfferFolders(Path folder) {
    this.folder = folder;
  }

  Path inbox() {
    return folder.resolve("inbox");
  }

  Path inbox(OfferFile file) {
    return inbox().resolve(file.path());
  }

  /** What lies in the inbox and is not taken yet, by name, for people. */
  public List<String> waiting(OfferSettings.Sidecar sidecar) throws IOException {
    if (!Files.exists(inbox())) {
      return List.of();
    }
    return InboxFiles.look(inbox(), sidecar).files().keySet().stream()
        .map(file -> OfferFile.visible(relative(file)))
        .toList();
  }

  Path inProgress() {
    return folder.resolve("in-progress");
  }

  /** A folder of the file's own, where all that belongs to it lies while it is worked on. */
  Path inProgress(long id) {
    return inProgress().resolve(String.valueOf(id));
  }

  Path inProgress(OfferFile file) {
    return inProgress(file.id()).resolve(file.name());
  }

  /** What goes to TRACE of it. */
  Path upload(long id) {
    return inProgress(id).resolve(".upload.json");
  }

  /** Those of its offers that failed. */
  Path failed(long id) {
    return inProgress(id).resolve(".failed.json");
  }

  Path held(OfferFile file) {
    return folder.resolve("held").resolve(file.lastName());
  }

  /** What lies beside it there for people: why it is held, and that it is approved. */
  void clearHeld(OfferFile file) throws IOException {
    for (String ending : List.of(HELD_ENDING, OfferMarks.APPROVE)) {
      Files.deleteIfExists(beside(held(file), ending));
    }
  }

  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  Path of(OfferOutcome outcome) {
    return folder.resolve(outcome.folder());
  }

  Path last(OfferFile file, OfferOutcome outcome) {
    return of(outcome).resolve(file.lastName());
  }

  /** Numbers of the files that lie where those are that a person has to look at, in their order. */
  List<Long> refused() {
    return Stream.of(OfferOutcome.PARTIAL, OfferOutcome.REJECTED, OfferOutcome.UNCLEAR)
        .flatMap(outcome -> names(of(outcome)))
        .flatMap(name -> number(name).stream())
        .sorted()
        .toList();
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (NoSuchFileException e) {
      return Stream.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number in a name that {@link OfferFile#lastName} made; empty in another. */
  static Optional<Long> number(String lastName) {
    Matcher number = NUMBER.matcher(lastName);
    return number.find() ? Optional.of(Long.parseLong(number.group(1))) : Optional.empty();
  }

  /** For people: from the parent of all folders on. */
  String relative(Path path) {
    return folder.relativize(path).toString();
  }

  /** Where it is now, for people; from the parent of all folders on. */
  public String where(OfferFile file) {
    Path path =
        switch (file.state()) {
          case NEW -> inbox(file);
          case HELD -> held(file);
          case ARCHIVED -> last(file, outcome(file));
          default -> inProgress(file);
        };
    return relative(path);
  }

  static OfferOutcome outcome(OfferFile file) {
    if (file.outcome() == null) {
      throw new IllegalStateException("file " + file.id() + " is not decided");
    }
    return file.outcome();
  }

  /**
   * Makes all folders, and tries to move a file from each to the next.
   *
   * @throws SettingException where that cannot be done in one step
   */
  public void prepare() {
    try {
      probe(make());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Makes those that are missing. */
  List<Path> make() throws IOException {
    List<Path> folders = new ArrayList<>(List.of(inbox(), inProgress()));
    for (OfferOutcome outcome : OfferOutcome.values()) {
      folders.add(of(outcome));
    }
    for (Path each : folders) {
      Files.createDirectories(each);
    }
    return folders;
  }

  /** A link may lead to another file system, and is not looked through. */
  private static void requireNoLink(Path folder) {
    if (Files.isSymbolicLink(folder)) {
      throw new SettingException(
          "offers.folder: "
              + folder
              + " is a link. Make a folder in its place, or set offers.folder to where it leads.");
    }
  }

  private void probe(List<Path> folders) throws IOException {
    folders.forEach(OfferFolders::requireNoLink);
    try (Stream<Path> within = Files.list(inbox())) {
      within
          .filter(Files::isDirectory)
          .filter(each -> !Files.isSymbolicLink(each))
          .filter(Files::isWritable)
          .filter(each -> !each.getFileName().toString().startsWith("."))
          .forEach(folders::add);
    }
    for (Path from : folders) {
      Path probe = from.resolve(PROBE);
      Files.write(probe, new byte[0]);
      try {
        Files.move(probe, inProgress().resolve(PROBE), StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw new SettingException(
            "offers.folder: "
                + from
                + " is on another file system than "
                + inProgress()
                + ", so no file can be moved there in one step. Put all of "
                + folder
                + " on one.");
      } finally {
        Files.deleteIfExists(probe);
        Files.deleteIfExists(inProgress().resolve(PROBE));
      }
    }
  }

  /** A folder that does not take a file; its message is a sentence. */
  static final class NotWritable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotWritable(String sentence, IOException cause) {
      super(sentence, cause);
    }
  }

  /** What to say where a folder does not take a file. */
  NotWritable notWritable(IOException cause) {
    return new NotWritable(
        "the folder "
            + folder
            + " cannot be worked in ("
            + DurableFiles.reason(cause)
            + "). Give this user the right to write there, make room, or set offers.folder.",
        cause);
  }
}
