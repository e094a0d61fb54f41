package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferFolders;
import io.github.tracebridge.offer.OfferLedger;
import io.github.tracebridge.offer.OfferMarks;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.offer.ReceiptCheck;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The offers' part of the ledger, looked at; also beside a job that runs. */
final class OfferDesk implements AutoCloseable {
  private final Ledger ledger;
  private final OfferLedger offers;
  private final OfferFolders folders;

  private OfferDesk(Ledger ledger, OfferFolders folders) {
    this.ledger = ledger;
    this.offers = new OfferLedger(ledger, Clock.systemUTC());
    this.folders = folders;
  }

  /**
   * @throws LedgerException where the ledger cannot be read
   */
  static OfferDesk open(Tracebridge program) {
    Settings settings = program.settings(Map.of());
    OfferFolders folders = new OfferFolders(settings.path(Setting.OFFERS_FOLDER));
    return Ledger.look(LedgerSettings.from(settings))
        .map(ledger -> new OfferDesk(ledger, folders))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no ledger yet. It is made by the first run or sync --once."));
  }

  OfferMarks marks() {
    return new OfferMarks(folders, offers);
  }

  ReceiptCheck receipts() {
    return new ReceiptCheck(folders, offers);
  }

  String table(int most) {
    List<OfferFile> files = offers.newest(most);
    if (files.isEmpty()) {
      return "no offer file has arrived yet" + System.lineSeparator();
    }
    StringBuilder table =
        new StringBuilder(
            String.format("%6s  %-10s  %-20s  %s%n", "number", "state", "arrived", "file"));
    for (OfferFile file : files) {
      table.append(
          String.format(
              "%6d  %-10s  %-20.20s  %s%n",
              file.id(), state(file), file.arrivedAt(), folders.where(file)));
      if (file.reason() != null) {
        table.append(String.format("%42s%s%n", "", file.reason()));
      }
    }
    return table.toString();
  }

  String json(int most) throws IOException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
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
