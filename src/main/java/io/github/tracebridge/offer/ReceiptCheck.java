package io.github.tracebridge.offer;

import io.github.tracebridge.file.HashedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds receipts and files against the ledger: an edit of either shows. */
public final class ReceiptCheck {
  private final OfferFolders folders;
  private final OfferRecords ledger;
  private final List<String> findings = new ArrayList<>();
  private int files;

  public ReceiptCheck(OfferFolders folders, OfferRecords ledger) {
    this.folders = folders;
    this.ledger = ledger;
  }

  /** What does not fit, a sentence each; none where all is as it was written. */
  public List<String> findings() throws IOException {
    Set<Path> known = new HashSet<>();
    for (OfferFile file : ledger.in(Set.of(OfferState.ARCHIVED))) {
      check(file, known);
    }
    for (OfferOutcome outcome : OfferOutcome.values()) {
      if (Files.exists(folders.of(outcome))) {
        strangers(folders.of(outcome), known);
      }
    }
    return List.copyOf(findings);
  }

  /** How many files were looked at. */
  public int files() {
    return files;
  }

  private void check(OfferFile file, Set<Path> known) throws IOException {
    files++;
    Path last = folders.last(file, OfferFolders.outcome(file));
    if (file.outcome() != OfferOutcome.WITHDRAWN) {
      check(last, file.sha256(), known);
    }
    check(OfferFolders.beside(last, Receipt.JSON_ENDING), file.receiptJson(), known);
    check(OfferFolders.beside(last, Receipt.TEXT_ENDING), file.receiptText(), known);
  }

  private void check(Path path, @Nullable String hash, Set<Path> known) throws IOException {
    known.add(path);
    if (!Files.exists(path)) {
      findings.add(folders.relative(path) + " is gone.");
    } else if (!HashedInput.sha256(path).equals(hash)) {
      findings.add(folders.relative(path) + " is not what was written.");
    }
  }

  /** Receipts that the ledger did not write; {@code done/} has two outcomes, and is seen twice. */
  private void strangers(Path folder, Set<Path> known) throws IOException {
    try (Stream<Path> within = Files.list(folder)) {
      within
          .filter(path -> path.toString().matches(".*\\.receipt\\.(json|txt)"))
          .filter(known::add)
          .filter(path -> !isOnItsWay(path))
          .sorted()
          .forEach(path -> findings.add(folders.relative(path) + " is not of this ledger."));
    }
  }

  /** A job that runs may have written it since the ledger was read. */
  private boolean isOnItsWay(Path receipt) {
    String name = receipt.getFileName().toString().replaceFirst("\\.receipt\\.(json|txt)$", "");
    return OfferFolders.number(name)
        .flatMap(ledger::find)
        .filter(file -> file.lastName().equals(name))
        .isPresent();
  }
}
