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
import io.github.tracebridge.leadfile.FileFetching;
import io.github.tracebridge.leadfile.FileParts;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.ops.LeadFreshness;
import io.github.tracebridge.ops.LeadsMonitor;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import io.github.tracebridge.trace.LeadContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** The leads' side of a job: its parts, shown to its routes by name. */
public final class LeadFlow {
  public static final String CONNECTION = "trace-crm";
  static final String FILES_ROUTE = "lead-files";
  static final Set<String> ROUTES =
      Set.of(
          "lead-walk",
          "lead-delivery",
          "lead-queue",
          "lead-retention",
          FILES_ROUTE,
          "http-sink",
          "trace-call");

  /** Stands for any: files have addresses of their own. */
  private static final URI FILE_STORE = URI.create("https://file-store.invalid");

  private static final int FILES_AT_ONCE = 4;

  private final Connection connection;
  private final WalkReport report = new WalkReport();
  private final Sinks sinks;
  private final Optional<FileFetching> fetching;
  private @Nullable Connection fileStore;
  private final LeadsMonitor monitor;

  /** What it is made by; right as soon as there is one. */
  record Plan(
      ConnectionSettings connection,
      LeadSettings leads,
      LeadContract contract,
      List<SinkPlan> sinks,
      LeadFilesSettings files,
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
              LeadFilesSettings.from(settings),
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
   * @param scheduled whether files are fetched while walks come and go, which go first
   */
  LeadFlow(Plan plan, JobParts parts, Function<SinkPlan, Connection> connect, boolean scheduled) {
    var jdbi = parts.ledger().jdbi();
    WalkLedger walks = new WalkLedger(jdbi);
    connection = parts.connect(plan.connection());
    sinks =
        new Sinks(
            plan.sinks(),
            new FileSink(plan.folder()),
            plan.files(),
            plan.leads().keep(),
            parts,
            connect);
    fetching =
        plan.files().isOn() ? Optional.of(fetching(plan, parts, scheduled)) : Optional.empty();
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

  private FileFetching fetching(Plan plan, JobParts parts, boolean scheduled) {
    fileStore = parts.connect(ConnectionSettings.open("lead-files", FILE_STORE));
    FileFetching made =
        FileParts.of(
            plan.files(), plan.contract(), connection, scheduled, parts.ledger(), parts.wall());
    parts
        .main()
        .getCamelContext()
        .getExecutorServiceManager()
        .registerThreadPoolProfile(
            new ThreadPoolProfileBuilder("lead-files")
                .poolSize(FILES_AT_ONCE)
                .maxPoolSize(FILES_AT_ONCE)
                .build());
    parts.main().bind("leadFiles", made);
    return made;
  }

  /** What fetches files of leads; empty where none are fetched. */
  public Optional<FileFetching> files() {
    return fetching;
  }

  void close() throws IOException {
    sinks.close();
    if (fileStore != null) {
      fileStore.close();
    }
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
