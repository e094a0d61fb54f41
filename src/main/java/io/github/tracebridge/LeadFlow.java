package io.github.tracebridge;

import io.github.tracebridge.Operations.Shown;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.delivery.DeliveredCounts;
import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.SinkAccounts;
import io.github.tracebridge.lead.Certificates;
import io.github.tracebridge.lead.Fields;
import io.github.tracebridge.lead.LeadCheck;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.lead.LeadWalk;
import io.github.tracebridge.lead.PageAhead;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import io.github.tracebridge.lead.WalkTurn;
import io.github.tracebridge.lead.WindowPlan;
import io.github.tracebridge.lead.WindowTurns;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.leadfile.FileFetching;
import io.github.tracebridge.leadfile.FileParts;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.ops.FilesMXBean;
import io.github.tracebridge.ops.FilesView;
import io.github.tracebridge.ops.Flow;
import io.github.tracebridge.ops.LeadFreshness;
import io.github.tracebridge.ops.LeadsMXBean;
import io.github.tracebridge.ops.LeadsView;
import io.github.tracebridge.ops.Monitor;
import io.github.tracebridge.ops.SinkMXBean;
import io.github.tracebridge.ops.SinkView;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.Purposes;
import io.github.tracebridge.trace.TariffKinds;
import io.github.tracebridge.trace.WindowContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
          "lead-window",
          FILES_ROUTE,
          "http-sink",
          "trace-call");

  /** Stands for any: files have addresses of their own. */
  private static final URI FILE_STORE = URI.create("https://file-store.invalid");

  private static final int FILES_AT_ONCE = 4;

  private final Connection connection;
  private final WalkReport report;
  private final Sinks sinks;
  private final Optional<FileFetching> fetching;
  private @Nullable Connection fileStore;
  private final List<Shown> shown = new ArrayList<>();
  private final WindowWalks windows;
  private final WindowContract window;
  private final Certificates certificates;

  /** What it is made by; right as soon as there is one. */
  record Plan(
      ConnectionSettings connection,
      LeadSettings leads,
      WindowContract window,
      TariffKinds kinds,
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
              WindowContract.from(LeadContract.from(settings), settings),
              TariffKinds.from(settings),
              leads.sinks().stream().map(sink -> SinkPlan.from(settings, sink, home)).toList(),
              LeadFilesSettings.from(settings),
              settings.path(Setting.FILE_SINK_FOLDER)));
    }

    LeadContract contract() {
      return window.leads();
    }

    /** What its routes are told. */
    Map<String, String> camel() {
      Map<String, String> camel = new HashMap<>();
      camel.put("leads.trigger", leads.schedule().trigger("leads"));
      camel.put("trace.leads.base-url", connection.apiUrl() + contract().path());
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
    report = new WalkReport(parts.steady());
    URI api = plan.connection().apiUrl();
    connection = parts.connect(plan.connection(), Purposes.ofLeads(api, plan.window()));
    window = plan.window();
    certificates = new Certificates(jdbi);
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
    Main main = parts.main();
    windows = new WindowWalks(jdbi, parts.wall());
    Flow flow = parts.flow("walks", "lead-schedule");
    WindowTurns turns =
        new WindowTurns(
            windows, plan.window(), connection.gate(), report, flow::isPaused, parts.wall());
    main.bind("windowTurns", turns);
    main.bind("windowPlan", new WindowPlan(plan.window(), connection.gate().settings()));
    LeadWalk walk =
        new LeadWalk(
            plan.leads(),
            plan.contract(),
            api,
            plan.kinds(),
            jdbi,
            walks,
            report,
            fields,
            turns,
            new SinkAccounts(plan.sinks().stream().map(SinkPlan::settings).toList()),
            parts.wall());
    main.bind("leadWalk", walk);
    main.bind("pageAhead", new PageAhead(main.getCamelContext(), walk::following));
    main.bind("leadCheck", new LeadCheck(plan.contract()));
    main.bind("walkReport", report);
    LeadFreshness freshness =
        new LeadFreshness(walks, sinks.deliveries(), plan.leads(), parts.wall());
    main.bind("leadFreshness", freshness);
    WalkTurn turn = new WalkTurn();
    main.bind("walkTurn", turn);
    LeadsView view =
        new LeadsView(
            new LeadsView.Sources(walks, certificates, windows),
            report,
            fields,
            freshness,
            flow,
            () -> !turn.isTaken() && parts.begin("direct:lead-turn"),
            parts.wall(),
            parts.steady());
    shown.add(
        new Shown(() -> Monitor.of("type=Leads", view, LeadsMXBean.class), view.conditions()));
    sinks.names().forEach(sink -> shown.add(shown(sink, parts)));
    fetching.ifPresent(
        files -> {
          FilesView all =
              new FilesView(files, parts.flow("files", "lead-files-schedule"), parts.steady());
          shown.add(
              new Shown(() -> Monitor.of("type=Files", all, FilesMXBean.class), all.conditions()));
        });
  }

  private Shown shown(String sink, JobParts parts) {
    SinkView view =
        new SinkView(
            sink,
            sinks.deliveries(sink),
            new LeadRecords(parts.ledger(), parts.wall()),
            new DeliveredCounts(parts.ledger(), parts.wall()),
            parts.flow("deliveries to " + sink, "lead-delivery-schedule-" + sink),
            parts.wall(),
            parts.steady());
    return new Shown(
        () -> Monitor.of("type=Sink,name=" + sink, view, SinkMXBean.class), view.conditions());
  }

  private FileFetching fetching(Plan plan, JobParts parts, boolean scheduled) {
    fileStore =
        parts.connect(ConnectionSettings.open("lead-files", FILE_STORE), url -> Purposes.FILES);
    parts.main().bind(CONNECTION + "-files", connection.spentOn(Purposes.FILES));
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

  /** Ends what is only asked of TRACE, for good. */
  void stopReading() {
    connection.stopReading();
    if (fileStore != null) {
      fileStore.stopReading();
    }
  }

  void close() throws IOException {
    sinks.close();
    if (fileStore != null) {
      fileStore.close();
    }
  }

  /** What is asked for of windows. */
  public WindowWalks windows() {
    return windows;
  }

  /** What verifications came to. */
  public Certificates certificates() {
    return certificates;
  }

  /**
   * Refuses where no window can be walked.
   *
   * @throws SettingException where TRACE cannot be asked for a window
   */
  public void requireWindows() {
    window.requireAskable();
  }

  public Connection connection() {
    return connection;
  }

  /** Why the ledger broke a walk off; empty where it did not. */
  Optional<String> ledgerFault() {
    return report.ledgerFault();
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

  List<Shown> shown() {
    return shown;
  }
}
