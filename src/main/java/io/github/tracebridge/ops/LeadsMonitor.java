package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.lead.Deliveries;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The MBean {@code io.github.tracebridge:type=Leads}. Thread-safe. */
public final class LeadsMonitor extends Monitor implements LeadsMXBean {
  /** Its name, which stays. */
  public static final String NAME = "io.github.tracebridge:type=Leads";

  private final WalkLedger walks;
  private final WalkReport report;
  private final Deliveries deliveries;
  private final Connection connection;
  private final Clock wall;
  private final Clock steady;

  public LeadsMonitor(
      WalkLedger walks,
      WalkReport report,
      Deliveries deliveries,
      Connection connection,
      Clock wall,
      Clock steady) {
    super(NAME);
    this.walks = walks;
    this.report = report;
    this.deliveries = deliveries;
    this.connection = connection;
    this.wall = wall;
    this.steady = steady;
  }

  @Override
  public String getLastProvedWalk() {
    return walks.lastProved().map(Instant::toString).orElse("");
  }

  @Override
  public long getLastProvedWalkAgeSeconds() {
    return age(walks.lastProved()).orElse(-1L);
  }

  @Override
  public String getWalkProgress() {
    return report.progress();
  }

  @Override
  public String getComplaint() {
    return report.complaint();
  }

  @Override
  public long getSeen() {
    return report.seen();
  }

  @Override
  public long getDelivered() {
    return deliveries.delivered();
  }

  @Override
  public long getPending() {
    return deliveries.pending();
  }

  @Override
  public long getRejected() {
    return report.rejected();
  }

  @Override
  public long getOldestUndeliveredAgeSeconds() {
    return age(deliveries.oldestPending()).orElse(0L);
  }

  @Override
  public int getQuotaLeft() {
    return connection.gate().left();
  }

  @Override
  public long getRequests() {
    return connection.gate().spent();
  }

  @Override
  public long getTokenRequests() {
    return connection.tokenRequests();
  }

  @Override
  public long getTokenExpirySeconds() {
    return connection
        .tokenExpiry()
        .map(expiry -> Math.max(0, Duration.between(steady.instant(), expiry).toSeconds()))
        .orElse(-1L);
  }

  private Optional<Long> age(Optional<Instant> time) {
    return time.map(t -> Math.max(0, Duration.between(t, wall.instant()).toSeconds()));
  }
}
