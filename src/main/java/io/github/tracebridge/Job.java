package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.QuotaLedger;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.connection.SteadyClock;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.ops.Complaints;
import io.github.tracebridge.ops.Monitor;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The whole job: every part made from the settings, tied to the routes, started and stopped. */
public final class Job implements AutoCloseable {
  private final Clock wall = Clock.systemUTC();
  private final Clock steady = new SteadyClock(wall, System::nanoTime);
  private final Pause pause = Pause.real();
  private final Main main = new Main();
  private final AtomicReference<LedgerException> ledgerLost = new AtomicReference<>();
  private final Ledger ledger;
  private final QuotaGate gate;
  private final Optional<LeadFlow> leads;
  private final Optional<OfferFlow> offers;
  private final List<Connection> others;
  private final ManagementPort managementPort;

  private Job(
      Settings settings,
      Secrets secrets,
      Home home,
      JobPlan plan,
      boolean scheduled,
      Function<LedgerSettings, Ledger> opener) {
    managementPort = plan.managementPort();
    plan.sayWhatIsOff();

    // the ledger opens while Camel reads the routes: each takes about as long as the other
    CompletableFuture<Ledger> opening =
        CompletableFuture.supplyAsync(() -> opener.apply(plan.ledger()));
    try {
      main.configure().withRoutesIncludePattern(plan.routes(home));
      main.setOverrideProperties(plan.camel(settings, scheduled));
      main.init();
      ledger = join(opening);
    } catch (RuntimeException e) {
      letGo(opening);
      throw CamelFaults.explain(e, settings.forCamel().keySet());
    }
    gate = gate(plan.quota(), settings);
    main.bind("faults", new Faults(plan.quota()));
    main.bind("complaints", new Complaints(this::end));
    JobParts parts =
        new JobParts(main, ledger, gate, plan.http(), plan.transport(), secrets, wall, steady);
    others =
        plan.others().stream()
            .map(other -> parts.connect(other.connection(), gateOf(other, plan, settings)))
            .toList();
    leads =
        plan.leads()
            .map(
                flow ->
                    new LeadFlow(flow, parts, sink -> connect(sink, parts, settings), scheduled));
    offers = plan.offers().map(flow -> new OfferFlow(flow, parts));
    leads.ifPresent(flow -> flow.sinks().addRoutes(main.getCamelContext()));
    var monitors = new ArrayList<Monitor>();
    leads.map(LeadFlow::monitor).ifPresent(monitors::add);
    offers.map(OfferFlow::monitor).ifPresent(monitors::add);
    main.addMainListener(new Stopper(pause, monitors));
  }

  /** A connection of a name that begins as TRACE's spends of TRACE's budget. */
  private QuotaGate gateOf(JobPlan.Other other, JobPlan plan, Settings settings) {
    return other.quota().bucket().equals(gate.settings().bucket())
        ? gate
        : gate(plan.servesSink(other) ? other.quota().ofOurOwn() : other.quota(), settings);
  }

  /** A connection that the settings know serves a sink too. */
  private Connection connect(SinkPlan sink, JobParts parts, Settings settings) {
    ConnectionSettings needed = sink.connection().orElseThrow();
    return others.stream()
        .filter(other -> other.settings().name().equals(needed.name()))
        .findFirst()
        .orElseGet(() -> parts.connect(needed, gate(sink.quota(), settings)));
  }

  private QuotaGate gate(QuotaSettings quota, Settings settings) {
    return new QuotaGate(quota, spent(ledger, settings), steady, pause, new Random());
  }

  private static QuotaLedger spent(Ledger ledger, Settings settings) {
    return ledger.isHeld()
        ? new QuotaLedger(ledger.jdbi())
        : QuotaLedger.beside(ledger.jdbi(), settings.duration(Setting.HTTP_ANSWER_TIMEOUT));
  }

  private static Ledger join(CompletableFuture<Ledger> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Waits too: whoever is told that the job was refused finds the ledger free. */
  private static void letGo(CompletableFuture<Ledger> opening) {
    var unused = opening.thenAccept(Ledger::close).exceptionally(notOpened -> null).join();
  }

  /** Refuses settings that the job cannot take, before anything is opened. */
  public static void requireSound(Settings settings, Home home) {
    var unused = JobPlan.toCheck(settings, home, Clock.systemUTC().instant());
  }

  /**
   * Makes the job without starting it.
   *
   * @param scheduled whether its flows run by their schedules; else by hand
   */
  public static Job of(Settings settings, Secrets secrets, Home home, boolean scheduled) {
    JobPlan plan = JobPlan.of(settings, home, Clock.systemUTC().instant());
    return new Job(settings, secrets, home, plan, scheduled, Ledger::open);
  }

  /**
   * Makes a job that only asks and looks, also beside one that runs. Both spend of one budget of
   * requests.
   */
  public static Job toCheck(Settings settings, Secrets secrets, Home home) {
    JobPlan plan = JobPlan.toCheck(settings, home, Clock.systemUTC().instant());
    return new Job(settings, secrets, home, plan, false, Ledger::openOrLook);
  }

  /** Whether another job works with the ledger. */
  public boolean isBesideAnother() {
    return !ledger.isHeld();
  }

  /** Starts the routes and returns. */
  public void start() {
    try {
      main.start();
    } catch (Exception e) {
      throw new IllegalStateException("the routes did not start: " + rootMessage(e), e);
    }
  }

  /**
   * Starts the routes and returns when the process is told to stop.
   *
   * @throws LedgerException where another process got hold of the ledger
   */
  public void run() throws Exception {
    managementPort.requireFree();
    offers.ifPresent(OfferFlow::checkFolders);
    main.run();
    LedgerException lost = ledgerLost.get();
    if (lost != null) {
      throw lost;
    }
  }

  private void end(LedgerException lost) {
    if (ledgerLost.compareAndSet(null, lost)) {
      main.completed();
    }
  }

  public CamelContext camel() {
    return main.getCamelContext();
  }

  /** The leads' side; empty where it is off. */
  public Optional<LeadFlow> leads() {
    return leads;
  }

  /** The offers' side; empty where it is off. */
  public Optional<OfferFlow> offers() {
    return offers;
  }

  /** Those of the flows that are on, and then those that no flow has. */
  public List<Connection> connections() {
    return Stream.of(
            leads.map(LeadFlow::connection).stream(),
            leads.stream().flatMap(flow -> flow.sinks().connections().stream()),
            offers.map(OfferFlow::connection).stream(),
            others.stream())
        .flatMap(some -> some)
        .distinct()
        .toList();
  }

  /** The budget of requests to TRACE. */
  public QuotaGate gate() {
    return gate;
  }

  public Clock clock() {
    return wall;
  }

  /** Waits, or less where the job is stopped. */
  void await(Duration time) {
    pause.await(time);
  }

  /** Sends to a route and waits for it. */
  public void call(String endpoint) {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      template.sendBodyAndHeaders(endpoint, null, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Delivers what is due at one sink. */
  void deliver(String sink) {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      template.sendBodyAndProperty("direct:lead-delivery-to", null, "sink", sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a page of TRACE's leads without taking it in, and says what it is like. */
  public String checkLeads() {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      return template.requestBody("direct:lead-check", null, String.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends what is under way as soon as nothing is half done. */
  public void stop() {
    pause.stop();
    main.stop();
  }

  @Override
  public void close() {
    pause.stop();
    try {
      main.stop();
      for (Connection connection : connections()) {
        connection.close();
      }
      if (leads.isPresent()) {
        leads.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ledger.close();
    }
  }

  private static String rootMessage(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
