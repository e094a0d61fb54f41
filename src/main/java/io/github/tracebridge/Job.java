package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.LateTls;
import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.SteadyClock;
import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowPlan;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.log.CorrelationIds;
import io.github.tracebridge.ops.Complaints;
import io.github.tracebridge.page.Desk;
import io.github.tracebridge.page.Password;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.Faults;
import io.github.tracebridge.trace.Repetition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole job: every part made from the settings, tied to the routes, started and stopped. */
public final class Job implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final Clock wall;
  private final Clock steady;
  private final Pause pause = Pause.real();
  private final Main main = new Main();
  private final AtomicReference<LedgerException> ledgerLost = new AtomicReference<>();
  private final Ledger ledger;
  private final QuotaGate gate;
  private final Optional<LeadFlow> leads;
  private final Optional<OfferFlow> offers;
  private final OtherConnections others;
  private final ManagementPort managementPort;
  private final boolean scheduled;
  private final Operations operations;
  private final Optional<Desk> desk;

  private Job(
      Settings settings,
      Secrets secrets,
      Home home,
      JobPlan plan,
      boolean scheduled,
      Function<LedgerSettings, Ledger> opener,
      Clock wall) {
    this.wall = wall;
    this.scheduled = scheduled;
    steady = new SteadyClock(wall, System::nanoTime);
    managementPort = plan.managementPort();
    plan.sayWhatIsOff();

    // the ledger opens while Camel reads the routes: each takes about as long as the other
    CompletableFuture<Ledger> opening =
        CompletableFuture.supplyAsync(() -> opener.apply(plan.ledger()));
    try {
      if (!scheduled) {
        // a signal is the command's to answer: Camel's own hook would wait for itself
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
      }
      main.bind("http-component", new LateTls());
      main.bind("https-component", new LateTls());
      main.configure().withRoutesIncludePattern(plan.routes(home));
      main.setOverrideProperties(plan.camel(settings, scheduled));
      main.init();
      main.getCamelContext().getCamelContextExtension().addInterceptStrategy(new CorrelationIds());
      ledger = join(opening);
    } catch (RuntimeException e) {
      letGo(opening);
      throw CamelFaults.explain(e, settings.forCamel().keySet());
    }
    Gates gates = new Gates(settings, ledger, steady, pause);
    gate = gates.of(plan.quota());
    main.bind("faults", new Faults(plan.quota()));
    main.bind("repetition", new Repetition(!scheduled));
    Complaints complaints = new Complaints(this::end, steady);
    main.bind("complaints", complaints);
    JobParts parts =
        new JobParts(main, ledger, gate, plan.http(), plan.transport(), secrets, wall, steady);
    others = new OtherConnections(plan, parts, gates);
    leads = plan.leads().map(flow -> new LeadFlow(flow, parts, others::ofSink, scheduled));
    offers = plan.offers().map(flow -> new OfferFlow(flow, parts));
    leads.ifPresent(flow -> flow.sinks().addRoutes(main.getCamelContext()));
    operations =
        new Operations(
            Stream.concat(
                    leads.stream().flatMap(flow -> flow.shown().stream()),
                    offers.map(OfferFlow::shown).stream())
                .toList(),
            connections(),
            gate,
            parts,
            plan.ledger().folder(),
            complaints,
            () -> complaints.ofLedger().or(() -> leads.flatMap(LeadFlow::ledgerFault)));
    if (scheduled && managementPort.isOn()) {
      Password password = Password.of(settings, plan.ledger().folder(), secrets);
      desk = Optional.of(operations.desk(password, offers, parts));
    } else {
      desk = Optional.empty();
    }
    plan.alerts().ifPresent(settled -> operations.alerts(settled, parts));
    main.addMainListener(new Stopper(this::stopWaiting, this::show, operations::hide));
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
    return of(settings, secrets, home, scheduled, Clock.systemUTC());
  }

  /** The same by another clock. */
  static Job of(Settings settings, Secrets secrets, Home home, boolean scheduled, Clock wall) {
    JobPlan plan = JobPlan.of(settings, home, wall.instant());
    return new Job(settings, secrets, home, plan, scheduled, Ledger::open, wall);
  }

  /**
   * Makes a job that only asks and looks, also beside one that runs. Both spend of one budget of
   * requests.
   */
  public static Job toCheck(Settings settings, Secrets secrets, Home home) {
    JobPlan plan = JobPlan.toCheck(settings, home, Clock.systemUTC().instant());
    return new Job(settings, secrets, home, plan, false, Ledger::openOrLook, Clock.systemUTC());
  }

  /** Whether another job works with the ledger. */
  public boolean isBesideAnother() {
    return !ledger.isHeld();
  }

  /** Starts the routes and returns. */
  public void start() {
    try {
      main.start();
      show();
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

  private void show() {
    if (scheduled || camel().getManagementStrategy().getManagementAgent() != null) {
      operations.show(camel());
    }
    desk.ifPresent(
        page -> {
          page.open(camel());
          LOG.info("how it goes is at {}", managementPort.page());
        });
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
            others.all().stream())
        .flatMap(some -> some)
        .distinct()
        .toList();
  }

  /** What operators watch it by. */
  public Operations operations() {
    return operations;
  }

  /** The budget of requests to TRACE. */
  public QuotaGate gate() {
    return gate;
  }

  public Clock clock() {
    return wall;
  }

  /** Waits, or less where the job is stopped. */
  public void await(Duration time) {
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

  /** Whether others hear of incidents. */
  public boolean hasAlerts() {
    return operations.hasAlerts();
  }

  /** Says whether they can; has them hear a test where that is asked for. */
  public String checkAlerts(boolean aTest) {
    return operations.checkAlerts(camel(), aTest);
  }

  /** Asks TRACE for a page of that window, taking nothing in, and reckons what a walk costs. */
  public WindowPlan.Cost plan(Window window) {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      return (WindowPlan.Cost)
          template.sendBodyAndProperty(
              "direct:window-plan", ExchangePattern.InOut, null, "window", window);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends every wait, and what is only asked of TRACE: the next start asks again. */
  private void stopWaiting() {
    pause.stop();
    leads.ifPresent(LeadFlow::stopReading);
    offers.map(OfferFlow::connection).ifPresent(Connection::stopReading);
  }

  /** Ends what is under way as soon as nothing is half done. */
  public void stop() {
    stopWaiting();
    main.stop();
  }

  @Override
  public void close() {
    stopWaiting();
    try {
      main.stop();
      operations.hide();
      operations.close();
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
