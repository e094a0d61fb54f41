package io.github.tracebridge.offer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What people ask of a file that is held or at its end: an empty file beside it, which the job
 * takes at its next look. So it can be asked for beside a job that runs, and by hand.
 */
public final class OfferMarks {
  static final String APPROVE = ".approve";
  static final String RESUBMIT = ".resubmit";

  private final OfferFolders folders;
  private final OfferRecords ledger;

  public OfferMarks(OfferFolders folders, OfferRecords ledger) {
    this.folders = folders;
    this.ledger = ledger;
  }

  /**
   * Lets a held file go up.
   *
   * @throws IllegalArgumentException with a sentence where it is not held
   */
  public void approve(long id) throws IOException {
    OfferFile file = require(id);
    if (file.state() != OfferState.HELD) {
      throw new IllegalArgumentException("file " + id + " is not held but " + state(file) + ".");
    }
    mark(folders.held(file), APPROVE);
  }

  /**
   * Lets a file go up once more, also where TRACE has the same.
   *
   * @throws IllegalArgumentException with a sentence where it is not at its end
   */
  public void resubmit(long id) throws IOException {
    OfferFile file = require(id);
    if (file.state() != OfferState.ARCHIVED) {
      throw new IllegalArgumentException("file " + id + " is " + state(file) + ", not at its end.");
    }
    Optional<String> overtaken = ledger.overtaken(id);
    if (overtaken.isPresent()) {
      throw new IllegalArgumentException(overtaken.get());
    }
    mark(folders.last(file, OfferFolders.outcome(file)), RESUBMIT);
  }

  private OfferFile require(long id) {
    return ledger
        .find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no file " + id + ". Its number is in offers status."));
  }

  private static void mark(Path file, String mark) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(file + " is not there any more.");
    }
    try {
      Files.createFile(OfferFolders.beside(file, mark));
    } catch (FileAlreadyExistsException e) {
      // it was asked for before
    }
  }

  /** For people. */
  static String state(OfferFile file) {
    return file.outcome() == null
        ? file.state().name().toLowerCase(java.util.Locale.ROOT)
        : file.outcome().words();
  }
}
