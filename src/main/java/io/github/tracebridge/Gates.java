package io.github.tracebridge;

import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.QuotaLedger;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.util.Random;

/** Makes the gate of a budget of requests, which the ledger remembers. */
record Gates(Settings settings, Ledger ledger, Clock steady, Pause pause) {
  QuotaGate of(QuotaSettings quota) {
    return new QuotaGate(quota, spent(), steady, pause, new Random());
  }

  private QuotaLedger spent() {
    return ledger.isHeld()
        ? new QuotaLedger(ledger.jdbi())
        : QuotaLedger.beside(ledger.jdbi(), settings.duration(Setting.HTTP_ANSWER_TIMEOUT));
  }
}
