package io.github.tracebridge.offer;

import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a file where it belongs: a held one into {@code held/}, a decided one into its last folder,
 * with its receipts beside it. Each step may be done again after a crash.
 */
public final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

  private final OfferFolders folders;
  private final OfferLedger ledger;
  private final OfferTally tally;

  Archive(OfferFolders folders, OfferLedger ledger, OfferTally tally) {
    this.tally = tally;
    this.folders = folders;
    this.ledger = ledger;
  }

  /** Puts the file where it belongs now; one that is not yet decided stays where it is. */
  public void put(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    try {
      switch (file.state()) {
        case HELD -> hold(file);
        case DECIDED -> archive(file);
        default -> {
          // it is in progress still
        }
      }
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  private void hold(OfferFile file) throws IOException {
    Path from = folders.inProgress(file);
    Path to = folders.held(file);
    if (Files.exists(from)) {
      DurableFiles.write(
          OfferFolders.beside(to, OfferFolders.HELD_ENDING), out -> writeHeld(file, out));
      DurableFiles.move(from, to);
      tally.held();
      LOG.warn("offers: {} is held: {}", file.title(), file.reason());
    }
  }

  /** All that a person needs to decide. */
  private static void writeHeld(OfferFile file, OutputStream out) throws IOException {
    StringWriter words = new StringWriter();
    PrintWriter text = new PrintWriter(words);
    text.printf("%s is held: %s%n", file.title(), file.reason());
    Receipt.comparison(file, text);
    out.write(words.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void archive(OfferFile file) throws IOException {
    OfferOutcome outcome = OfferFolders.outcome(file);
    Path last = folders.last(file, outcome);
    Path json = OfferFolders.beside(last, Receipt.JSON_ENDING);
    Path text = OfferFolders.beside(last, Receipt.TEXT_ENDING);
    Receipt receipt =
        new Receipt(file, ledger.history().events(file.id()), ledger.history().results(file.id()));
    DurableFiles.write(json, receipt::writeJson);
    DurableFiles.write(text, receipt::writeText);
    Path failed = folders.failed(file.id());
    if (Files.exists(failed)) {
      Path beside = OfferFolders.beside(last, ".failed.json");
      Files.deleteIfExists(beside);
      DurableFiles.move(failed, beside);
    }
    if (Files.exists(folders.inProgress(file))) {
      DurableFiles.move(folders.inProgress(file), last);
    }
    clear(folders.inProgress(file.id()));
    folders.clearHeld(file);
    ledger.archived(file.id(), HashedInput.sha256(json), HashedInput.sha256(text));
    tally.ended(outcome);
    say(file, outcome, folders.relative(text));
  }

  private static void say(OfferFile file, OfferOutcome outcome, String receipt) {
    String line =
        "offers: %s is %s: %s See %s."
            .formatted(file.title(), outcome.words(), file.reason(), receipt);
    if (outcome.needsPerson()) {
      LOG.warn("{}", line);
    } else {
      LOG.info("{}", line);
    }
  }

  /** What is left of a file's own folder: copies and sidecars. */
  static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> within = Files.walk(folder)) {
      List<Path> all = within.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    }
  }
}
