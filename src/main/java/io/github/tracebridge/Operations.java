package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.delivery.DeliveredCounts;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.ops.Actions;
import io.github.tracebridge.ops.AlertSettings;
import io.github.tracebridge.ops.Alerts;
import io.github.tracebridge.ops.ClockWatch;
import io.github.tracebridge.ops.Complaints;
import io.github.tracebridge.ops.ConnectionMXBean;
import io.github.tracebridge.ops.ConnectionView;
import io.github.tracebridge.ops.IncidentTable;
import io.github.tracebridge.ops.Incidents;
import io.github.tracebridge.ops.JobMXBean;
import io.github.tracebridge.ops.JobView;
import io.github.tracebridge.ops.LedgerHealth;
import io.github.tracebridge.ops.LedgerMXBean;
import io.github.tracebridge.ops.LedgerView;
import io.github.tracebridge.ops.Metrics;
import io.github.tracebridge.ops.Monitor;
import io.github.tracebridge.ops.QuotaMXBean;
import io.github.tracebridge.ops.QuotaView;
import io.github.tracebridge.ops.Watch;
import io.github.tracebridge.page.Desk;
import io.github.tracebridge.page.Password;
import io.github.tracebridge.page.StatusJson;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.trace.Purposes;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What operators watch and work a job by: its MBeans, metrics, and the watch over what is wrong.
 */
public final class Operations {
  /** Stands for any: the address of alerts is a secret. */
  private static final URI ANY_HOST = URI.create("https://alerts.invalid");

  private @Nullable Connection alertsConnection;
  private final List<Supplier<Monitor>> shown = new ArrayList<>();
  private @Nullable List<Monitor> monitors;
  private final List<Watch.Condition> conditions = new ArrayList<>();
  private final IncidentTable incidents;
  private final Watch watch;

  /**
   * @param flows what those that are on show
   * @param folder where data is kept
   * @param ledgerFault why the ledger could not be worked with when somebody last tried
   */
  Operations(
      List<Shown> flows,
      List<Connection> connections,
      QuotaGate gate,
      JobParts parts,
      Path folder,
      Complaints complaints,
      Supplier<Optional<String>> ledgerFault) {
    flows.forEach(this::add);
    Map<String, QuotaGate> gates = new LinkedHashMap<>();
    gates.put(gate.settings().bucket(), gate);
    for (Connection connection : connections) {
      gates.put(connection.gate().settings().bucket(), connection.gate());
      ConnectionView view = new ConnectionView(connection, parts.steady());
      String key = "type=Connection,name=" + connection.settings().name();
      add(new Shown(() -> Monitor.of(key, view, ConnectionMXBean.class), view.conditions()));
    }
    gates.forEach(
        (name, budget) -> {
          QuotaView view = new QuotaView(budget, purposes(name), parts.steady());
          String key = "type=Quota,name=" + name;
          add(new Shown(() -> Monitor.of(key, view, QuotaMXBean.class), view.conditions()));
        });
    LedgerView ledger = new LedgerView(parts.ledger(), folder, ledgerFault, parts.steady());
    add(
        new Shown(
            () -> Monitor.of("type=Ledger", ledger, LedgerMXBean.class), ledger.conditions()));
    parts.main().bind("ledgerHealth", new LedgerHealth(ledger));
    ClockWatch clock = new ClockWatch(parts.wall(), parts.steady(), () -> skew(connections));
    conditions.add(clock.condition());
    conditions.add(complaints.condition());
    incidents = new IncidentTable(parts.ledger().jdbi());
    Incidents told = new Incidents();
    watch = new Watch(conditions, incidents, told, parts.wall());
    parts.main().bind("watch", watch);
    JobView job = new JobView(version(), watch, clock, parts.wall(), parts.steady());
    shown.add(() -> Monitor.of("type=Job", job, JobMXBean.class, told));
  }

  /** An MBean, and what may be wrong with what it shows. */
  record Shown(Supplier<Monitor> monitor, List<Watch.Condition> conditions) {}

  private void add(Shown flow) {
    shown.add(flow.monitor());
    conditions.addAll(flow.conditions());
  }

  /** Made when first asked for: a run by hand shows none. */
  private List<Monitor> monitors() {
    if (monitors == null) {
      monitors = shown.stream().map(Supplier::get).toList();
    }
    return monitors;
  }

  /** By one budget alone it is known beforehand what it is for. */
  private static List<String> purposes(String bucket) {
    return bucket.equals(QuotaSettings.TRACE)
        ? Purposes.ALL
        : List.of(QuotaGate.LOGIN, OtherConnections.DELIVERIES, QuotaGate.OTHER);
  }

  /** As a connection to TRACE measured it last; empty where none did. */
  private static Optional<Duration> skew(List<Connection> connections) {
    return connections.stream()
        .filter(connection -> connection.gate().settings().bucket().equals(QuotaSettings.TRACE))
        .flatMap(connection -> connection.skew().stream())
        .findFirst();
  }

  private static String version() {
    Build build = Build.read();
    return build.version() + ", commit " + build.commit();
  }

  /**
   * The page that shows all this, and acts on it.
   *
   * @param offers empty where that flow is off
   */
  Desk desk(Password password, Optional<OfferFlow> offers, JobParts parts) {
    LeadRecords leads = new LeadRecords(parts.ledger(), parts.wall());
    DeliveredCounts counts = new DeliveredCounts(parts.ledger(), parts.wall());
    StatusJson status =
        new StatusJson(
            monitors(),
            watch,
            incidents,
            leads,
            counts,
            offers.map(OfferFlow::ledger),
            parts.wall(),
            parts.steady());
    Desk.Receipts receipts = number -> offers.flatMap(flow -> flow.receipts().of(number));
    return new Desk(password, status, receipts, new Actions(monitors()), parts.steady());
  }

  /** Has others hear of what is wrong. */
  void alerts(AlertSettings settings, JobParts parts) {
    parts.main().bind("alerts", new Alerts(watch, settings, parts.steady()));
    alertsConnection =
        parts.connect(
            ConnectionSettings.open("alerts-connection", ANY_HOST), url -> QuotaGate.OTHER);
  }

  /** Whether others hear of incidents. */
  boolean hasAlerts() {
    return alertsConnection != null;
  }

  /**
   * Says whether others can hear of incidents.
   *
   * @param aTest whether they are to hear one
   */
  String checkAlerts(CamelContext camel, boolean aTest) {
    if (alertsConnection == null) {
      throw new SettingException("alerts.url: it is not set, so nobody can hear a test.");
    }
    if (!aTest) {
      return "not tried: check --alert sends a test to alerts.url";
    }
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      Exception fault = template.send("direct:alert-post", test -> {}).getException();
      if (fault != null) {
        throw new IllegalStateException(
            "alerts.url " + Alerts.reason(fault) + ". Check the address.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "ok, a test was taken";
  }

  /** Shows them; metrics too where there is a registry of them. */
  void show(CamelContext camel) {
    monitors().forEach(Monitor::register);
    camel
        .getRegistry()
        .findByType(MeterRegistry.class)
        .forEach(registry -> Metrics.bind(monitors(), registry));
  }

  void hide() {
    if (monitors != null) {
      monitors.forEach(Monitor::unregister);
    }
  }

  void close() throws IOException {
    if (alertsConnection != null) {
      alertsConnection.close();
    }
  }

  /** What is wrong now. */
  public Watch watch() {
    return watch;
  }

  /** What was wrong, and when. */
  public IncidentTable incidents() {
    return incidents;
  }
}
