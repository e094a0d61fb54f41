package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.lead.Fields;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/** The MBean {@code io.github.tracebridge:type=Leads}. Thread-safe. */
public final class LeadsMonitor extends Monitor implements LeadsMXBean, NotificationEmitter {
  /** Its name, which stays. */
  public static final String NAME = "io.github.tracebridge:type=Leads";

  private final WalkLedger walks;

  /** Type of the notification that leads have new fields. */
  static final String NEW_FIELDS = "tracebridge.leads.new-fields";

  private final NotificationBroadcasterSupport notifications =
      new NotificationBroadcasterSupport(
          new MBeanNotificationInfo(
              new String[] {NEW_FIELDS},
              Notification.class.getName(),
              "Leads have fields that they never had, or more than are watched."));
  private final AtomicLong sent = new AtomicLong();
  private final Fields fields;
  private final WalkReport report;
  private final Deliveries deliveries;
  private final Connection connection;
  private final Clock wall;
  private final Clock steady;

  public LeadsMonitor(
      WalkLedger walks,
      WalkReport report,
      Fields fields,
      Deliveries deliveries,
      Connection connection,
      Clock wall,
      Clock steady) {
    super(NAME);
    this.walks = walks;
    this.report = report;
    this.fields = fields;
    fields.listen(
        sentence ->
            notifications.sendNotification(
                new Notification(NEW_FIELDS, NAME, sent.incrementAndGet(), sentence)));
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
  public int getFields() {
    return fields.count();
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

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    notifications.addNotificationListener(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    notifications.removeNotificationListener(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    notifications.removeNotificationListener(listener, filter, handback);
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return notifications.getNotificationInfo();
  }
}
