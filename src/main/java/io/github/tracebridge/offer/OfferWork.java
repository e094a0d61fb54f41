package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to do: first what a crash broke off, then what people asked for, then what is due.
 * One thread works.
 */
public final class OfferWork {
  private static final Logger LOG = LoggerFactory.getLogger(OfferWork.class);

  private final OfferFolders folders;
  private final OfferLedger ledger;
  private final Inbox inbox;
  private final Upload upload;
  private final StuckFiles stuck;

  OfferWork(
      OfferFolders folders, OfferLedger ledger, Inbox inbox, Upload upload, StuckFiles stuck) {
    this.folders = folders;
    this.ledger = ledger;
    this.inbox = inbox;
    this.upload = upload;
    this.stuck = stuck;
  }

  /** Takes in what a crash left half taken, what people asked for, and what nobody knows of. */
  public void gather() {
    try {
      folders.make();
      ledger.in(Set.of(OfferState.NEW)).forEach(inbox::take);
      takeResubmitted();
      setAsideUnknown();
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  /**
   * Brings ledger and folders together again for one file: it goes nowhere before this job knows
   * how far it had come.
   */
  public void reconcile(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    try {
      switch (file.state()) {
        case SENDING ->
            upload.lost(id, "the job ended, or its ledger failed, before TRACE's answer was in.");
        case HELD -> ask(file);
        default -> {
          // ledger and folders agree
        }
      }
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  /** The file's name as it came, for the log. */
  public String name(@ExchangeProperty("file") long id) {
    return ledger.require(id).title();
  }

  /**
   * Files that are due, by arrival; behind them those that could not be uploaded before, so that
   * what hinders one does not hinder the next.
   */
  public List<Long> due() {
    return ledger.unfinished().stream()
        .filter(file -> file.state() != OfferState.NEW)
        .filter(file -> file.state() != OfferState.CLAIMED || upload.isDue(file))
        .sorted(Comparator.comparingInt(OfferFile::attempts))
        .map(OfferFile::id)
        .toList();
  }

  /** When the next one that was postponed is due; empty where none was. */
  public Optional<Instant> nextTry() {
    return ledger.in(Set.of(OfferState.CLAIMED)).stream()
        .filter(file -> file.attempts() > 0 || file.lostNow() > 0)
        .map(OfferFile::nextAt)
        .min(Instant::compareTo);
  }

  /** A held file waits for a person: approved it goes up, taken away it is over. */
  private void ask(OfferFile file) throws IOException {
    Path held = folders.held(file);
    Path approval = OfferFolders.beside(held, OfferMarks.APPROVE);
    boolean isThere = Files.exists(held);
    if (isThere && Files.exists(approval)) {
      DurableFiles.move(held, folders.inProgress(file));
      isThere = false;
    }
    if (!isThere && Files.exists(folders.inProgress(file)) && Files.exists(approval)) {
      ledger.approve(file.id());
    } else if (!isThere && !Files.exists(folders.inProgress(file))) {
      ledger.decide(file.id(), OfferOutcome.WITHDRAWN, "it was taken out of held/.");
    } else {
      return;
    }
    folders.clearHeld(file);
  }

  /** A file that a person wants to go up again lies beside a mark of its name. */
  private void takeResubmitted() throws IOException {
    for (OfferOutcome outcome : OfferOutcome.values()) {
      try (Stream<Path> files = Files.list(folders.of(outcome))) {
        files
            .filter(file -> file.toString().endsWith(OfferMarks.RESUBMIT))
            .toList()
            .forEach(mark -> trying(mark, this::resubmit));
      }
    }
  }

  /** What goes wrong with one holds no other back. */
  private void trying(Path file, Step step) {
    try {
      step.on(file);
      stuck.over(file);
    } catch (IOException e) {
      stuck.say(file, DurableFiles.reason(e) + ".");
    }
  }

  private interface Step {
    void on(Path file) throws IOException;
  }

  private void resubmit(Path mark) throws IOException {
    String marked = mark.getFileName().toString();
    String name = marked.substring(0, marked.length() - OfferMarks.RESUBMIT.length());
    Optional<OfferFile> named =
        OfferFolders.number(name).flatMap(ledger::find).filter(f -> f.lastName().equals(name));
    if (named.isEmpty()) {
      return; // a file of that name, not a mark
    }
    OfferFile file = named.get();
    Optional<String> overtaken = ledger.overtaken(file.id());
    if (overtaken.isPresent()) {
      LOG.warn("offers: {}", overtaken.get());
    } else if (file.state() == OfferState.ARCHIVED) {
      reopen(file, mark.resolveSibling(name));
    }
    Files.deleteIfExists(mark);
  }

  private void reopen(OfferFile file, Path last) throws IOException {
    if (Files.exists(last)) {
      DurableFiles.move(last, folders.inProgress(file));
    }
    if (Files.exists(folders.inProgress(file))) {
      for (String ending : List.of(Receipt.JSON_ENDING, Receipt.TEXT_ENDING, ".failed.json")) {
        Files.deleteIfExists(OfferFolders.beside(last, ending));
      }
      ledger.reopen(file.id());
    }
  }

  /** Files in progress that no row tells of: whether they were sent, nobody here knows. */
  private void setAsideUnknown() throws IOException {
    Set<String> known = new HashSet<>();
    ledger.unfinished().forEach(file -> known.add(String.valueOf(file.id())));
    try (Stream<Path> entries = Files.list(folders.inProgress())) {
      entries
          .filter(entry -> !known.contains(entry.getFileName().toString()))
          .toList()
          .forEach(entry -> trying(entry, this::setAside));
    }
  }

  private void setAside(Path entry) throws IOException {
    List<Path> files;
    try (Stream<Path> within = Files.walk(entry)) {
      files =
          within
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path file : files) {
      OfferFile row =
          ledger.found(
              file.getFileName().toString(),
              HashedInput.sha256(file),
              Files.size(file),
              "it was found in in-progress/, and the ledger knows nothing of it, so it may have been"
                  + " uploaded. Look on TRACE.");
      if (!file.equals(folders.inProgress(row))) {
        DurableFiles.move(file, folders.inProgress(row));
      }
    }
    if (files.isEmpty()) {
      Archive.clear(entry);
    }
  }
}
