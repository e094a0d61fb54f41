package io.github.tracebridge.offer;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.log.Outage;
import io.github.tracebridge.offer.reading.UploadKind;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.trace.UploadContract;
import io.github.tracebridge.trace.UploadEntity;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one upload: what is sent, what the answer means, what a lost answer means. */
public final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final OfferFolders folders;
  private final OfferSettings settings;
  private final OfferLedger ledger;
  private final UploadContract contract;
  private final ResultReader results;
  private final Clock clock;
  private final Outage outage;
  private volatile @Nullable Exception complaint;
  private volatile Instant awayUntil = Instant.MIN;

  Upload(
      OfferFolders folders,
      OfferSettings settings,
      OfferLedger ledger,
      UploadContract contract,
      Secrets secrets,
      Clock clock) {
    this.folders = folders;
    this.settings = settings;
    this.ledger = ledger;
    this.contract = contract;
    this.results = new ResultReader(secrets);
    this.clock = clock;
    this.outage = new Outage(clock);
  }

  /** Path of the endpoint that the file goes to. */
  public String path(@ExchangeProperty("file") long id) {
    return UploadKind.PPA.wire().equals(ledger.require(id).kind())
        ? contract.ppaPath()
        : contract.directMarketingPath();
  }

  /**
   * What is sent; the ledger knows of it before its first byte leaves. Where it is made again,
   * TRACE did not take what was sent before.
   */
  public UploadEntity entity(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    notTaken(file);
    return new UploadEntity(
        folders.upload(id), uploadName(file), contract.partName(), () -> ledger.sending(id));
  }

  private void notTaken(OfferFile file) {
    if (file.state() == OfferState.SENDING) {
      ledger.claimed(file.id());
    }
  }

  private static String uploadName(OfferFile file) {
    int dot = file.name().lastIndexOf('.');
    return (dot < 0 ? file.name() : file.name().substring(0, dot)) + ".json";
  }

  /** Takes TRACE's results in. */
  public void answered(@ExchangeProperty("file") long id, @Body @Nullable InputStream answer) {
    try {
      ledger.answered(id, results.read(answer == null ? InputStream.nullInputStream() : answer));
    } catch (ResultReader.NoResults e) {
      notUnderstood(id, "TRACE's answer cannot be understood: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new Fault.Unknown("TRACE's answer cannot be read to its end; it may have taken all.");
    }
    over();
  }

  /** Sent once more it would be answered in the same way, so a person has to look. */
  private void notUnderstood(long id, String reason) {
    if (settings.readBack()) {
      lost(id, reason);
    } else {
      ledger.lostForGood(id, reason + " Look on TRACE.");
    }
  }

  /** Why the last upload was postponed; empty where it was not. */
  Optional<Exception> complaint() {
    return Optional.ofNullable(complaint);
  }

  private void say(Exception fault) {
    complaint = fault;
    if (outage.isNew(String.valueOf(fault.getMessage()))) {
      LOG.warn("offers wait: {}", fault.getMessage());
    }
  }

  /** Whether TRACE could not be used just now, by any file. */
  boolean isAway() {
    Instant now = clock.instant();
    return now.isBefore(awayUntil) && awayUntil.isBefore(now.plus(OfferLedger.LONGEST_BACKOFF));
  }

  private void over() {
    awayUntil = Instant.MIN;
    complaint = null;
    outage.over().ifPresent(time -> LOG.info("offers go up again after {}", time));
  }

  /** TRACE refused the file as a whole. */
  public void refused(
      @ExchangeProperty("file") long id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Fault fault) {
    over();
    boolean clear = ledger.require(id).lostAnswers() == 0;
    ledger.decide(
        id,
        clear ? OfferOutcome.REJECTED : OfferOutcome.UNCLEAR,
        fault.getMessage() + (clear ? "" : " An upload before it had no answer."));
  }

  /** Nothing was taken; it goes up later. */
  public void postpone(
      @ExchangeProperty("file") long id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    OfferFile file = ledger.require(id);
    if (Fault.isStopping(fault)) {
      notTaken(file);
      return;
    }
    say(fault);
    Instant next = clock.instant().plus(OfferLedger.backoff(file.attempts()));
    awayUntil = next;
    ledger.postpone(id, String.valueOf(fault.getMessage()), next);
  }

  /** Whether it arrived is not known: it is sent once more, which is said, and then no more. */
  public void lost(
      @ExchangeProperty("file") long id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Fault fault) {
    lost(id, String.valueOf(fault.getMessage()));
  }

  /** Whether its time has come; also where the time of day was put back since it was set. */
  boolean isDue(OfferFile file) {
    Instant now = clock.instant();
    Instant farthest = now.plus(OfferLedger.LONGEST_BACKOFF).plus(settings.resendAfter());
    return !file.nextAt().isAfter(now) || file.nextAt().isAfter(farthest);
  }

  void lost(long id, String reason) {
    OfferFile file = ledger.require(id);
    if (file.lostNow() > 0 && !settings.readBack()) {
      int lost = file.lostAnswers() + 1;
      ledger.lostForGood(
          id,
          reason
              + " It was upload number "
              + lost
              + " without an answer, so TRACE may have any number of versions from none to "
              + lost
              + ".");
    } else {
      ledger.lost(
          id,
          "no answer to the upload: "
              + reason
              + (settings.readBack()
                  ? " TRACE is asked whether it has these prices."
                  : " It is sent once more; TRACE may get the same prices twice."),
          clock.instant().plus(settings.resendAfter()));
    }
  }
}
