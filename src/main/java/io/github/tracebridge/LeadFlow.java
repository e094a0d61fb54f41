package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.lead.Fields;
import io.github.tracebridge.lead.LeadCheck;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.lead.LeadWalk;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import io.github.tracebridge.ops.LeadFreshness;
import io.github.tracebridge.ops.LeadsMonitor;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import io.github.tracebridge.trace.LeadContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.main.Main;

/** The leads' side of a job: its parts, shown to its routes by name. */
public final class LeadFlow {
  public static final String CONNECTION = "trace-crm";
  static final Set<String> ROUTES =
      Set.of(
          "lead-walk", "lead-delivery", "lead-queue", "lead-retention", "http-sink", "trace-call");

  private final Connection connection;
  private final WalkReport report = new WalkReport();
  private final Sinks sinks;
  private final LeadsMonitor monitor;

  /** What it is made by; right as soon as there is one. */
  record Plan(
      ConnectionSettings connection,
      LeadSettings leads,
      LeadContract contract,
      List<SinkPlan> sinks,
      Path folder) {

    /** Empty where its connection has no settings at all. */
    static Optional<Plan> of(Settings settings, Home home, Instant now) {
      if (!settings.knowsConnection(CONNECTION)) {
        return Optional.empty();
      }
      LeadSettings leads = LeadSettings.from(settings, now);
      return Optional.of(
          new Plan(
              ConnectionSettings.from(settings, CONNECTION, settings.text(Setting.LEADS_SCOPE)),
              leads,
              LeadContract.from(settings),
              leads.sinks().stream().map(sink -> SinkPlan.from(settings, sink, home)).toList(),
              settings.path(Setting.FILE_SINK_FOLDER)));
    }

    /** What its routes are told. */
    Map<String, String> camel() {
      Map<String, String> camel = new HashMap<>();
      camel.put("leads.trigger", leads.schedule().trigger("leads"));
      camel.put("trace.leads.base-url", connection.apiUrl() + contract.path());
      sinks.forEach(sink -> camel.putAll(sink.camel()));
      return camel;
    }
  }

  /**
   * @param connect makes what a sink's requests go through, or finds it
   */
  LeadFlow(Plan plan, JobParts parts, Function<SinkPlan, Connection> connect) {
    var jdbi = parts.ledger().jdbi();
    WalkLedger walks = new WalkLedger(jdbi);
    connection = parts.connect(plan.connection());
    sinks =
        new Sinks(plan.sinks(), new FileSink(plan.folder()), plan.leads().keep(), parts, connect);
    Fields fields = new Fields(jdbi, parts.wall());
    monitor =
        new LeadsMonitor(
            walks, report, fields, sinks.deliveries(), connection, parts.wall(), parts.steady());
    Main main = parts.main();
    main.bind(
        "leadWalk",
        new LeadWalk(plan.leads(), plan.contract(), jdbi, walks, report, fields, parts.wall()));
    main.bind("leadCheck", new LeadCheck(plan.contract()));
    main.bind("walkReport", report);
    main.bind(
        "leadFreshness", new LeadFreshness(walks, sinks.deliveries(), plan.leads(), parts.wall()));
  }

  public Connection connection() {
    return connection;
  }

  public WalkReport report() {
    return report;
  }

  public Deliveries deliveries() {
    return sinks.deliveries();
  }

  public Sinks sinks() {
    return sinks;
  }

  LeadsMonitor monitor() {
    return monitor;
  }
}
