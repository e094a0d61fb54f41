package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.selftest.DroppedOffers;
import io.github.tracebridge.selftest.JobProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A job of offers alone that is killed, its files, and what has to be true of them at the end. */
final class CrashedOffers {
  private final Path folder;
  private final LedgerSettings ledger;
  private final Sandbox sandbox;
  private final DroppedOffers files;

  CrashedOffers(Path folder, LedgerSettings ledger, Sandbox sandbox) throws IOException {
    this.folder = folder;
    this.ledger = ledger;
    this.sandbox = sandbox;
    files = new DroppedOffers(ledger.folder().resolve("offers"), sandbox.offers());
  }

  DroppedOffers files() {
    return files;
  }

  /** The program, with looks and tries in quick succession. */
  ProcessBuilder job(String... command) {
    return JobProcess.of(
        folder,
        Map.ofEntries(
            Map.entry("TRACE_AUTH_URL", sandbox.uri().toString()),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID", "price-desk"),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET", "sandbox-upload-secret"),
            Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE", Knobs.AUDIENCE),
            Map.entry("DATA_DIR", ledger.folder().toString()),
            Map.entry("LEDGER_URL", ledger.url()),
            Map.entry("LEDGER_USERNAME", ledger.username()),
            Map.entry("OFFERS_LOOK", "20ms"),
            Map.entry("OFFERS_SETTLE", "20ms"),
            Map.entry("OFFERS_HOLD_ABOVE", "50"),
            Map.entry("OFFERS_RESEND_AFTER", "100ms"),
            Map.entry("HTTP_RETRY_DELAY", "20ms"),
            Map.entry("QUOTA_REQUESTS", "0"),
            Map.entry("QUOTA_WINDOW", "1s"),
            Map.entry("MANAGEMENT_PORT", "0")),
        command);
  }

  /** Each file at its end, on TRACE as often as its receipt says, and in order of arrival. */
  void check() throws IOException {
    assertThat(files.unexplained()).isEmpty();
    assertThat(files.unsaid()).isEmpty();
  }
}
