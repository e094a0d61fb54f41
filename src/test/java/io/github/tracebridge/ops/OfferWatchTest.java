package io.github.tracebridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.OfferParts;
import io.github.tracebridge.offer.OfferSettings;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.UploadContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How JMX and health show offer files that wait. */
class OfferWatchTest {
  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T09:00:00Z"));
  private Ledger ledger;
  private OfferParts offers;
  private OffersView monitor;
  private OfferFreshness health;

  @BeforeEach
  void begin() {
    Settings settings =
        Settings.of(Map.of("offers.folder", folder.resolve("offers").toString()), new Secrets());
    ledger = Ledger.open(Database.SQLITE.fresh(folder.resolve("data")));
    OfferSettings how = OfferSettings.from(settings);
    offers =
        new OfferParts(how, UploadContract.from(settings), ledger, new Secrets(), clock, clock);
    offers.folders().prepare();
    health = new OfferFreshness(offers, how, clock, clock);
    CamelContext camel = new DefaultCamelContext();
    health.setCamelContext(camel);
    Flow flow = new Flow(camel, "offers", List.of());
    monitor = new OffersView(offers, health, flow, clock, clock);
  }

  @AfterEach
  void end() {
    ledger.close();
  }

  @Test
  void aFileThatWaitsInTheInboxForLongIsDown() throws IOException {
    drop("a.json");
    offers.inbox().settled();
    clock.advance(Duration.ofMinutes(15));
    assertThat(state()).isEqualTo(HealthCheck.State.UP);
    assertThat(monitor.getWaiting()).isEqualTo(1);
    assertThat(monitor.getOldestWaitingAgeSeconds()).isEqualTo(900);
    clock.advance(Duration.ofSeconds(1));
    assertThat(state()).isEqualTo(HealthCheck.State.DOWN);
  }

  @Test
  void soIsOneThatIsOnItsWayForLong() throws IOException {
    offers.inbox().claim(drop("a.json"));
    clock.advance(Duration.ofMinutes(16));
    assertThat(state()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(monitor.getInProgress()).isEqualTo(1);
    assertThat(monitor.getOldestInProgressAgeSeconds()).isEqualTo(960);
    assertThat(monitor.getFiles()).containsEntry("done", 0L);
  }

  @Test
  void withoutFilesAllIsWell() {
    assertThat(state()).isEqualTo(HealthCheck.State.UP);
    assertThat(monitor.getWaiting()).isZero();
    assertThat(monitor.getLastUpload()).isEmpty();
    assertThat(monitor.getComplaint()).isEmpty();
  }

  private HealthCheck.State state() {
    return health.call().getState();
  }

  private Path drop(String name) throws IOException {
    return Files.writeString(folder.resolve("offers/inbox").resolve(name), "{}");
  }
}
