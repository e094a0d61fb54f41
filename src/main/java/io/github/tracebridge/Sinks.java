package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.delivery.DeliveryReport;
import io.github.tracebridge.delivery.LeadDeliveries;
import io.github.tracebridge.delivery.LeadQueue;
import io.github.tracebridge.delivery.LogDeliveries;
import io.github.tracebridge.delivery.Retention;
import io.github.tracebridge.delivery.SinkSettings;
import io.github.tracebridge.delivery.SinkSettings.Versions;
import io.github.tracebridge.leadfile.LeadFiles;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.mapping.FileReferences;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import io.github.tracebridge.sink.HttpSinkSettings;
import io.github.tracebridge.sink.HttpSinks;
import io.github.tracebridge.sink.KafkaSink;
import io.github.tracebridge.sink.TrytonCall;
import io.github.tracebridge.sink.TrytonSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.jspecify.annotations.Nullable;

/** The sinks of a job, each with its own deliveries, shown to the routes by name. */
public final class Sinks {
  private final Map<String, SinkPlan> plans = new LinkedHashMap<>();
  private final Map<String, LeadDeliveries> queues = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private final Map<String, Deliveries> standings = new LinkedHashMap<>();
  private final Deliveries deliveries;
  private final Map<String, Supplier<String>> checks = new LinkedHashMap<>();
  private final List<Closeable> open = new ArrayList<>();

  /**
   * @param leadFiles which files of leads are fetched
   * @param keep how long the ledger keeps what they have; empty for ever
   * @param connect makes what a sink's requests go through, or finds it
   */
  Sinks(
      List<SinkPlan> all,
      FileSink files,
      LeadFilesSettings leadFiles,
      Optional<Duration> keep,
      JobParts parts,
      Function<SinkPlan, Connection> connect) {
    all.forEach(plan -> plans.put(plan.settings().name(), plan));
    Map<String, HttpSinkSettings> http = new LinkedHashMap<>();
    Map<String, Mappings> mappings = new LinkedHashMap<>();
    for (SinkPlan plan : all) {
      String name = plan.settings().name();
      plan.http().ifPresent(crm -> http.put(name, crm));
      mappings.put(name, plan.mappings());
      if (plan.settings().versions() == Versions.LATEST) {
        queues.put(
            name,
            new LeadDeliveries(plan.settings(), plan.mappings(), parts.ledger(), parts.wall()));
      }
      if (plan.connection().isPresent()) {
        Connection connection = connect.apply(plan);
        connections.add(connection);
        parts.main().bind("sink-" + name, connection);
      }
    }
    List<SinkSettings> logs =
        all.stream()
            .map(SinkPlan::settings)
            .filter(sink -> sink.versions() == Versions.EVERY)
            .toList();
    Optional<FileReferences> references =
        leadFiles.isOn() ? Optional.of(new LeadFiles(leadFiles)) : Optional.empty();
    LogDeliveries log = new LogDeliveries(parts.ledger(), logs, references, parts.wall());
    standings.putAll(queues);
    logs.forEach(sink -> standings.put(sink.name(), log.at(sink.name())));
    parts.main().bind("deliveryReport", new DeliveryReport(standings, parts.steady()));
    deliveries = Deliveries.of(List.copyOf(standings.values()));
    parts.main().bind("sinks", this);
    List<SinkSettings> settings = all.stream().map(SinkPlan::settings).toList();
    parts
        .main()
        .bind(
            "retention",
            new Retention(parts.ledger(), settings, leadFiles.kinds(), keep, parts.wall()));
    parts.main().bind("deliveries", log);
    parts.main().bind("leadQueue", new LeadQueue(queues, parts.secrets()));
    parts.main().bind("httpSinks", new HttpSinks(http, mappings, parts.wall()));
    parts.main().bind("fileSink", files);
    if (plans.containsKey("file")) {
      checks.put("folder of sink file", files::check);
    }
    for (SinkPlan plan : all) {
      // in no method's signature and no stream: a job without that sink loads none of Kafka's
      // classes
      if (plan.kafka().isPresent()) {
        KafkaSink kafka = new KafkaSink(plan.kafka().get());
        parts.main().bind("kafkaSink", kafka);
        checks.put("topic of sink kafka", kafka::check);
        open.add(kafka);
      }
    }
    parts.main().bind("trytonCall", new TrytonCall());
    parts.main().bind("trytonSink", new TrytonSink());
  }

  /** Makes of the routes' templates one for each sink. */
  void addRoutes(CamelContext camel) {
    for (SinkPlan plan : plans.values()) {
      String name = plan.settings().name();
      add(camel, "lead-delivery-schedule", name);
      if (queues.containsKey(name)) {
        camel
            .getExecutorServiceManager()
            .registerThreadPoolProfile(
                new ThreadPoolProfileBuilder("sink-" + name)
                    .poolSize(plan.settings().parallel())
                    .maxPoolSize(plan.settings().parallel())
                    .build());
        add(camel, "lead-queue", name);
      }
    }
  }

  private static void add(CamelContext camel, String template, String sink) {
    String id = template + "-" + sink;
    TemplatedRouteBuilder.builder(camel, template)
        .routeId(id)
        .prefixId(id + "-")
        .parameter("sink", sink)
        .add();
  }

  /**
   * The mappings that a sink would have in a job, or that begin with another file.
   *
   * @param other null for the sink's own
   */
  public static Mappings mappings(Settings settings, String sink, @Nullable Path other, Home home) {
    return other == null
        ? SinkPlan.mappings(settings.withDefaults(home.sinkDefaults(sink)), sink, home)
        : Mappings.read(other, false).with(new LeadFiles(LeadFilesSettings.from(settings)));
  }

  /** For routes. */
  public List<String> names() {
    return List.copyOf(plans.keySet());
  }

  /** For routes: which of them brings leads to that sink. */
  public String way(@ExchangeProperty("sink") String sink) {
    return queues.containsKey(sink) ? "lead-queue-" + sink : "lead-log";
  }

  /** What shows whether a sink could take leads, by its name; each fails with a sentence. */
  public Map<String, Supplier<String>> checks() {
    return checks;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  /** The same at one of them. */
  public Deliveries deliveries(String sink) {
    return Objects.requireNonNull(standings.get(sink), sink);
  }

  /** What this process put into quarantine, or left to a person. */
  public long quarantined() {
    return queues.values().stream().mapToLong(LeadDeliveries::quarantined).sum();
  }

  List<Connection> connections() {
    return connections;
  }

  /** Lets go of what they hold. */
  void close() throws IOException {
    for (Closeable sink : open) {
      sink.close();
    }
  }
}
