package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.QuotaLedger;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.TariffKinds;
import io.github.tracebridge.trace.WindowContract;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;

/** Walks by hand, without routes, quota or sinks. */
final class Walks {
  private Walks() {}

  static LeadWalk of(
      Settings settings,
      LeadContract contract,
      Jdbi jdbi,
      WalkReport report,
      Fields fields,
      Clock clock) {
    QuotaGate gate =
        new QuotaGate(
            QuotaSettings.from(settings, "trace-crm"),
            new QuotaLedger(jdbi),
            clock,
            Pause.real(),
            new Random(1));
    WindowTurns turns =
        new WindowTurns(
            new WindowWalks(jdbi, clock),
            WindowContract.from(contract, settings),
            gate,
            report,
            () -> false,
            clock);
    return new LeadWalk(
        LeadSettings.from(settings, clock.instant()),
        contract,
        URI.create("https://trace.example"),
        TariffKinds.from(settings),
        jdbi,
        new WalkLedger(jdbi),
        report,
        fields,
        turns,
        (tx, leads) -> List.of(),
        clock);
  }
}
