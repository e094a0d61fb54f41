package io.github.tracebridge;

import io.github.tracebridge.Operations.Shown;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.offer.Inbox;
import io.github.tracebridge.offer.OfferParts;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.offer.OfferSettings;
import io.github.tracebridge.offer.OfferTally;
import io.github.tracebridge.offer.OfferWork;
import io.github.tracebridge.offer.ReceiptTexts;
import io.github.tracebridge.offer.StuckFiles;
import io.github.tracebridge.ops.Flow;
import io.github.tracebridge.ops.Monitor;
import io.github.tracebridge.ops.OfferFreshness;
import io.github.tracebridge.ops.OffersMXBean;
import io.github.tracebridge.ops.OffersView;
import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.Purposes;
import io.github.tracebridge.trace.UploadContract;
import io.github.tracebridge.trace.UploadFaults;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The offers' side of a job: its parts, shown to its routes by name. */
public final class OfferFlow {
  public static final String CONNECTION = "trace-upload";
  static final Set<String> ROUTES = Set.of("offer-upload", "trace-upload");

  private final Connection connection;
  private final OfferSettings settings;
  private final OfferParts offers;
  private final Shown shown;

  /** What it is made by; right as soon as there is one. */
  record Plan(
      ConnectionSettings connection,
      OfferSettings offers,
      UploadContract contract,
      QuotaSettings quota,
      Duration look,
      Duration responseTimeout) {
    private static final Bounds LOOK = new Bounds(Duration.ofMillis(10), Duration.ofHours(1));
    private static final Bounds TIMEOUT = new Bounds(Duration.ofMillis(1), Duration.ofHours(1));

    Plan {
      LOOK.check(Setting.OFFERS_LOOK.property(), look);
      TIMEOUT.check(Setting.UPLOAD_RESPONSE_TIMEOUT.property(), responseTimeout);
    }

    /** Empty where its connection has no settings at all. */
    static Optional<Plan> of(Settings settings) {
      if (!settings.knowsConnection(CONNECTION)) {
        return Optional.empty();
      }
      return Optional.of(
          new Plan(
              ConnectionSettings.from(settings, CONNECTION),
              OfferSettings.from(settings),
              UploadContract.from(settings),
              QuotaSettings.from(settings, CONNECTION),
              settings.duration(Setting.OFFERS_LOOK),
              settings.duration(Setting.UPLOAD_RESPONSE_TIMEOUT)));
    }

    /** What its routes are told. */
    Map<String, String> camel() {
      return Map.of(
          "offers.look-millis", String.valueOf(look.toMillis()),
          "trace.upload.base-url", connection.apiUrl().toString(),
          "trace.upload.response-millis", String.valueOf(responseTimeout.toMillis()));
    }
  }

  OfferFlow(Plan plan, JobParts parts) {
    settings = plan.offers();
    URI api = plan.connection().apiUrl();
    connection = parts.connect(plan.connection(), Purposes.ofOffers(api, plan.contract()));
    offers =
        new OfferParts(
            settings,
            plan.contract(),
            parts.ledger(),
            parts.secrets(),
            parts.wall(),
            parts.steady());
    offers.named().forEach(parts.main()::bind);
    parts.main().bind("uploadFaults", new UploadFaults(plan.quota(), parts.secrets()));
    OfferFreshness freshness = new OfferFreshness(offers, settings, parts.steady(), parts.wall());
    parts.main().bind("offerFreshness", freshness);
    Flow flow = parts.flow("offers", "offer-schedule");
    OffersView view = new OffersView(offers, freshness, flow, parts.steady(), parts.wall());
    shown = new Shown(() -> Monitor.of("type=Offers", view, OffersMXBean.class), view.conditions());
  }

  public Connection connection() {
    return connection;
  }

  /** How long a file must stand still. */
  Duration settle() {
    return settings.settle();
  }

  OfferWork work() {
    return offers.work();
  }

  /** Where files come in. */
  public Inbox inbox() {
    return offers.inbox();
  }

  /** What became of the files of this process. */
  public OfferTally tally() {
    return offers.tally();
  }

  /** Why the last upload was postponed; empty where it was not. */
  public Optional<Exception> complaint() {
    return offers.complaint();
  }

  /** What is known of each file. */
  public OfferRecords ledger() {
    return offers.ledger();
  }

  /** What there is to read of each file. */
  ReceiptTexts receipts() {
    return offers.receipts();
  }

  /** Files that could not be taken on. */
  public StuckFiles stuck() {
    return offers.stuck();
  }

  Shown shown() {
    return shown;
  }

  /** Fails with a sentence where files could not be moved from folder to folder. */
  public void checkFolders() {
    offers.folders().prepare();
  }
}
