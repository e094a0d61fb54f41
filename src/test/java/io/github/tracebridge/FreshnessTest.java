package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.delivery.LogDeliveries;
import io.github.tracebridge.delivery.SinkSettings;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.ops.LeadFreshness;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health of a job that walks by night. */
class FreshnessTest {
  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Clock.systemUTC().instant());
  private final LeadSettings settings =
      LeadSettings.from(
          Settings.of(Map.of("leads.schedule", "0 0 3 * * ?"), new Secrets()), clock.instant());

  @Test
  void itIsUpUntilTwoNightsBroughtNoWalk() throws Exception {
    try (WholeJob job = new WholeJob(folder).leads(3)) {
      job.sync();
    }
    try (Ledger ledger = ledger()) {
      LeadFreshness health = health(ledger);
      clock.advance(Duration.ofHours(47));
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
      clock.advance(Duration.ofHours(2));
      assertThat(health.call().getMessage()).hasValue("no proved walk for more than 172800 s");
    }
  }

  @Test
  void aProcessThatEndsAgainAndAgainIsStaleAllTheSame() throws Exception {
    try (WholeJob job = new WholeJob(folder).leads(3)) {
      job.sync();
    }
    clock.advance(Duration.ofHours(50));
    try (Ledger ledger = ledger()) {
      LeadFreshness health = health(ledger);
      clock.advance(Duration.ofMinutes(3));
      assertThat(health.call().getState()).as("its first walk").isEqualTo(HealthCheck.State.UP);
      clock.advance(Duration.ofSeconds(1));
      assertThat(health.call().getMessage()).hasValue("no proved walk for more than 172800 s");
    }
  }

  @Test
  void aLeadThatWaitsForItsDeliveryIsSaidSooner() {
    try (WholeJob job = new WholeJob(folder).leads(3)) {
      job.job().call("direct:lead-sync");
    }
    try (Ledger ledger = ledger()) {
      LeadFreshness health = health(ledger);
      clock.advance(Duration.ofMinutes(14));
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
      clock.advance(Duration.ofMinutes(2));
      assertThat(health.call().getMessage()).hasValue("a lead has waited for more than 900 s");
    }
  }

  private Ledger ledger() {
    return Ledger.open(new LedgerSettings(folder, "", "", null));
  }

  private LeadFreshness health(Ledger ledger) {
    return new LeadFreshness(
        new WalkLedger(ledger.jdbi()),
        new LogDeliveries(
                ledger,
                List.of(
                    new SinkSettings(
                        "file",
                        SinkSettings.Versions.EVERY,
                        100,
                        1,
                        SinkSettings.Repeat.SAFE,
                        Duration.ZERO)),
                Optional.empty(),
                clock)
            .at("file"),
        settings,
        clock);
  }
}
