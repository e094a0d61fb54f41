package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferFolders;
import io.github.tracebridge.offer.OfferMarks;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.offer.OfferSettings;
import io.github.tracebridge.offer.ReceiptCheck;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The offers' part of the ledger, looked at; also beside a job that runs. */
final class OfferDesk implements AutoCloseable {
  private static final String WAITING = "waiting";

  private final Ledger ledger;
  private final OfferRecords offers;
  private final OfferFolders folders;

  private final OfferSettings.Sidecar sidecar;

  private OfferDesk(Ledger ledger, OfferFolders folders, OfferSettings.Sidecar sidecar) {
    this.ledger = ledger;
    this.sidecar = sidecar;
    this.offers = new OfferRecords(ledger);
    this.folders = folders;
  }

  /**
   * @throws LedgerException where the ledger cannot be read
   */
  static OfferDesk open(Tracebridge program) {
    Settings settings = program.settings(Map.of());
    OfferSettings how = OfferSettings.from(settings);
    OfferFolders folders = new OfferFolders(how.folder());
    return new OfferDesk(LeadsCommand.open(settings), folders, how.sidecar());
  }

  OfferMarks marks() {
    return new OfferMarks(folders, offers);
  }

  ReceiptCheck receipts() {
    return new ReceiptCheck(folders, offers);
  }

  /** Those that are not taken yet, then the newest. */
  String table(int most) throws IOException {
    List<OfferFile> files = offers.newest(most);
    List<String> waiting = folders.waiting(sidecar);
    if (files.isEmpty() && waiting.isEmpty()) {
      return "no offer file has arrived yet" + System.lineSeparator();
    }
    StringBuilder table =
        new StringBuilder(
            String.format("%6s  %-10s  %-20s  %s%n", "number", "state", "arrived", "file"));
    for (String file : waiting) {
      table.append(String.format("%6s  %-10s  %-20s  %s%n", "", WAITING, "", file));
    }
    for (OfferFile file : files) {
      table.append(
          String.format(
              "%6d  %-10s  %-20s  %s%n",
              file.id(),
              state(file),
              file.arrivedAt().truncatedTo(ChronoUnit.SECONDS),
              folders.where(file)));
      if (file.reason() != null) {
        table.append(String.format("%42s%s%n", "", file.reason()));
      }
    }
    return table.toString();
  }

  String json(int most) throws IOException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String file : folders.waiting(sidecar)) {
      rows.add(Map.of("state", WAITING, "place", file));
    }
    for (OfferFile file : offers.newest(most)) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("number", file.id());
      row.put("file", file.path());
      row.put("state", state(file));
      row.put("offers", file.offers());
      row.put("arrivedAt", file.arrivedAt().toString());
      row.put("endedAt", file.endedAt() == null ? null : file.endedAt().toString());
      row.put("place", folders.where(file));
      row.put("reason", file.reason());
      rows.add(row);
    }
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows)
        + System.lineSeparator();
  }

  private static String state(OfferFile file) {
    OfferOutcome outcome = file.outcome();
    String name = outcome == null ? file.state().name() : Objects.requireNonNull(outcome).name();
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
