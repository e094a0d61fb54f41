package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.lead.Deliveries;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.main.Main;

/** The leads' side of a job: its parts, shown to its routes by name. */
public final class LeadFlow {
  public static final String CONNECTION = "trace-crm";
  static final Set<String> ROUTES = Set.of("lead-walk", "lead-delivery", "trace-call");

  private final Connection connection;
  private final WalkReport report = new WalkReport();
  private final Deliveries deliveries;
  private final FileSink sink;
  private final LeadsMonitor monitor;

  /** What it is made by; right as soon as there is one. */
  record Plan(
      ConnectionSettings connection,
      LeadSettings leads,
      LeadContract contract,
      int batch,
      Path folder) {

    /** Empty where its connection has no settings at all. */
    static Optional<Plan> of(Settings settings, Instant now) {
      if (!settings.knowsConnection(CONNECTION)) {
        return Optional.empty();
      }
      return Optional.of(
          new Plan(
              ConnectionSettings.from(settings, CONNECTION, settings.text(Setting.LEADS_SCOPE)),
              LeadSettings.from(settings, now),
              LeadContract.from(settings),
              settings.count(Setting.SINK_BATCH, 1, 100_000, "file"),
              settings.path(Setting.FILE_SINK_FOLDER)));
    }

    /** What its routes are told. */
    Map<String, String> camel() {
      return Map.of(
          "leads.trigger",
          leads.schedule().trigger("leads"),
          "trace.leads.base-url",
          connection.apiUrl() + contract.path());
    }
  }

  LeadFlow(Plan plan, JobParts parts) {
    var jdbi = parts.ledger().jdbi();
    WalkLedger walks = new WalkLedger(jdbi);
    connection = parts.connect(plan.connection());
    deliveries = new Deliveries(parts.ledger(), plan.leads().sinks(), plan.batch(), parts.wall());
    sink = new FileSink(plan.folder());
    Fields fields = new Fields(jdbi, parts.wall());
    monitor =
        new LeadsMonitor(
            walks, report, fields, deliveries, connection, parts.wall(), parts.steady());
    Main main = parts.main();
    main.bind(
        "leadWalk",
        new LeadWalk(plan.leads(), plan.contract(), jdbi, walks, report, fields, parts.wall()));
    main.bind("leadCheck", new LeadCheck(plan.contract()));
    main.bind("walkReport", report);
    main.bind("deliveries", deliveries);
    main.bind("fileSink", sink);
    main.bind("leadFreshness", new LeadFreshness(walks, deliveries, plan.leads(), parts.wall()));
  }

  public Connection connection() {
    return connection;
  }

  public WalkReport report() {
    return report;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  LeadsMonitor monitor() {
    return monitor;
  }

  /** Fails with a sentence where a sink could not take leads. */
  public void checkSinks() {
    sink.check();
  }
}
