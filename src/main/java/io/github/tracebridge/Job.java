package io.github.tracebridge;

import io.github.tracebridge.connection.AnswerDeadline;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.QuotaLedger;
import io.github.tracebridge.connection.SteadyClock;
import io.github.tracebridge.lead.Deliveries;
import io.github.tracebridge.lead.LeadCheck;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.lead.LeadWalk;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.ops.Complaints;
import io.github.tracebridge.ops.LeadFreshness;
import io.github.tracebridge.ops.LeadsMonitor;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import io.github.tracebridge.trace.Faults;
import io.github.tracebridge.trace.LeadContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
  private final Connection connection;
  private final WalkReport report = new WalkReport();
  private final Deliveries deliveries;
  private final FileSink sink;
  private final ManagementPort managementPort;

  private Job(
      Settings settings,
      Secrets secrets,
      Home home,
      boolean scheduled,
      Function<LedgerSettings, Ledger> opener) {
    JobSettings each = JobSettings.from(settings, wall.instant());
    LeadSettings leads = each.leads();
    LeadContract contract = each.contract();
    HttpSettings http = each.http();
    managementPort = each.managementPort();
    sink = new FileSink(each.files());

    // the ledger opens while Camel reads the routes: each takes about as long as the other
    CompletableFuture<Ledger> opening =
        CompletableFuture.supplyAsync(() -> opener.apply(each.ledger()));
    try {
      var deadline = new AnswerDeadline(http.answerTimeout());
      var logins = Connection.loginClient(http.connectTimeout(), http.responseTimeout(), deadline);
      main.configure().withRoutesIncludePattern(home.routePattern(leads.sinks()));
      main.setOverrideProperties(camel(settings, scheduled, each));
      main.init();
      ledger = join(opening);
      QuotaGate gate =
          new QuotaGate(each.quota(), spent(ledger, settings), steady, pause, new Random());
      connection = new Connection(each.crm(), gate, logins, deadline, secrets, steady);
    } catch (RuntimeException e) {
      letGo(opening);
      throw CamelFaults.explain(e, settings.forCamel().keySet());
    }
    WalkLedger walks = new WalkLedger(ledger.jdbi());
    deliveries = new Deliveries(ledger, leads.sinks(), each.batch(), wall);

    main.bind(JobSettings.CRM, connection);
    main.bind("faults", new Faults(each.quota()));
    main.bind("leadWalk", new LeadWalk(leads, contract, ledger.jdbi(), walks, report, wall));
    main.bind("leadCheck", new LeadCheck(contract));
    main.bind("walkReport", report);
    main.bind("complaints", new Complaints(this::end));
    main.bind("deliveries", deliveries);
    main.bind("fileSink", sink);
    main.bind("leadFreshness", new LeadFreshness(walks, deliveries, leads, wall));
    main.addMainListener(
        new Stopper(pause, new LeadsMonitor(walks, report, deliveries, connection, wall, steady)));
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

  private static Properties camel(Settings settings, boolean scheduled, JobSettings each) {
    Properties camel = new Properties();
    camel.putAll(settings.forCamel());
    camel.putAll(CamelDefaults.of(settings, scheduled));
    camel.put("leads.trigger", each.leads().schedule().trigger("leads"));
    camel.put("trace.leads.base-url", each.crm().apiUrl() + each.contract().path());
    camel.put("tracebridge.scheduled", String.valueOf(scheduled));
    // a redelivery policy in YAML takes plain milliseconds: Camel fails on "1s" at the first fault
    HttpSettings http = each.http();
    camel.put("http.retry-millis", String.valueOf(http.retryDelay().toMillis()));
    camel.put(Setting.HTTP_RETRIES.property(), String.valueOf(http.retries()));
    return camel;
  }

  /** Refuses settings that the job cannot take, before anything is opened. */
  public static void requireSound(Settings settings) {
    var unused = JobSettings.from(settings, Clock.systemUTC().instant());
  }

  /**
   * Makes the job without starting it.
   *
   * @param scheduled whether its flows run by their schedules; else by hand
   */
  public static Job of(Settings settings, Secrets secrets, Home home, boolean scheduled) {
    return new Job(settings, secrets, home, scheduled, Ledger::open);
  }

  /**
   * Makes a job that only asks and looks, also beside one that runs. Both spend of one budget of
   * requests.
   */
  public static Job toCheck(Settings settings, Secrets secrets, Home home) {
    return new Job(settings, secrets, home, false, Ledger::openOrLook);
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

  public Deliveries deliveries() {
    return deliveries;
  }

  public WalkReport report() {
    return report;
  }

  public Connection connection() {
    return connection;
  }

  public Clock clock() {
    return wall;
  }

  /** Waits, or less where the job is stopped. */
  void await(Duration time) {
    pause.await(time);
  }

  /** Fails with a sentence where a sink could not take leads. */
  public void checkSinks() {
    sink.check();
  }

  /** Sends to a route and waits for it. */
  public void call(String endpoint) {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      template.sendBodyAndHeaders(endpoint, null, Map.of());
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
      connection.close();
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
