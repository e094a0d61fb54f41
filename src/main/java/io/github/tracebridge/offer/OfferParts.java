package io.github.tracebridge.offer;

import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.trace.UploadContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of the offers' flow, put together. */
public final class OfferParts {
  private static final int AT_ONCE = 1000;

  private final OfferFolders folders;
  private final OfferLedger ledger;
  private final StuckFiles stuck;
  private final Inbox inbox;
  private final OfferWork work;
  private final Upload upload;
  private final OfferTally tally = new OfferTally();
  private final Map<String, Object> named;

  /**
   * @param secrets what is not kept where TRACE repeats it
   * @param wall the time of day
   * @param steady a clock that never jumps
   */
  public OfferParts(
      OfferSettings settings,
      UploadContract contract,
      Ledger database,
      Secrets secrets,
      Clock wall,
      Clock steady) {
    folders = new OfferFolders(settings.folder());
    ledger = new OfferLedger(database, wall);
    stuck = new StuckFiles(folders);
    inbox = new Inbox(folders, settings, ledger, stuck, steady);
    PriceBook prices = new PriceBook(database);
    OfferReader reader = new OfferReader(settings.rules());
    upload = new Upload(folders, settings, ledger, contract, secrets, wall);
    work = new OfferWork(folders, ledger, inbox, upload, stuck);
    named =
        Map.of(
            "offerInbox",
            inbox,
            "offerWork",
            work,
            "offerJudge",
            new Judge(folders, settings, ledger, prices, reader, upload),
            "offerUpload",
            upload,
            "offerReadBack",
            new ReadBack(folders, settings, ledger, reader, contract),
            "offerSettlement",
            new Settlement(folders, ledger, prices, reader, contract, wall),
            "offerArchive",
            new Archive(folders, ledger, tally));
  }

  /** The beans of the routes, by the names that they have there. */
  public Map<String, Object> named() {
    return named;
  }

  public OfferFolders folders() {
    return folders;
  }

  public OfferRecords ledger() {
    return ledger;
  }

  /**
   * Files that a person has to look at, the newest first: they lie in the folder of what was
   * refused, and no later one of the same name ended well.
   */
  public List<OfferFile> refused() {
    List<Long> lying = folders.refused();
    List<OfferFile> refused = new ArrayList<>();
    for (int from = lying.size(); from > 0; from -= AT_ONCE) {
      refused.addAll(ledger.refused(lying.subList(Math.max(0, from - AT_ONCE), from)));
    }
    return refused;
  }

  /** What people ask of files. */
  public OfferMarks marks() {
    return new OfferMarks(folders, ledger);
  }

  /** What there is to read of each file. */
  public ReceiptTexts receipts() {
    return new ReceiptTexts(folders, ledger);
  }

  public Inbox inbox() {
    return inbox;
  }

  /** Files that could not be taken on. */
  public StuckFiles stuck() {
    return stuck;
  }

  public OfferWork work() {
    return work;
  }

  /** What became of the files of this process. */
  public OfferTally tally() {
    return tally;
  }

  /** Why the last upload was postponed; empty where it was not. */
  public Optional<Exception> complaint() {
    return upload.complaint();
  }
}
