package io.github.tracebridge;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.selftest.DeliveredLines;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** The real job and a sandbox, on a folder of their own, run by hand. */
final class WholeJob implements AutoCloseable {
  static final String CLIENT_SECRET = "sandbox-secret";
  static final String UPLOAD_SECRET = "sandbox-upload-secret";

  private final Path folder;
  private final Sandbox sandbox =
      Sandbox.start(
          0, Knobs.defaults().with("{quota:{requests:0,window:'PT1S'}}"), Clock.systemUTC());
  private final Map<String, String> values = new LinkedHashMap<>();
  private Home home = Home.find();
  private Job job;

  WholeJob(Path folder) {
    this.folder = folder;
    values.put(Setting.AUTH_URL.property(), sandbox.uri().toString());
    values.put(Setting.CLIENT_ID.property("trace-crm"), "crm-sync");
    values.put(Setting.CLIENT_SECRET.property("trace-crm"), CLIENT_SECRET);
    values.put(Setting.AUDIENCE.property("trace-crm"), Knobs.AUDIENCE);
    values.put(Setting.DATA_DIR.property(), folder.toString());
    values.put(Setting.MANAGEMENT_PORT.property(), "0");
    values.put(Setting.HTTP_RETRY_DELAY.property(), "10ms");
    values.put(Setting.HTTP_RESPONSE_TIMEOUT.property(), "5s");
    values.put(Setting.QUOTA_REQUESTS.property(), "0");
    values.put(Setting.QUOTA_WINDOW.property(), "1s");
    values.put(Setting.LEADS_FULL_SCHEDULE.property(), "365d");
  }

  /** Offers too, taken as soon as a file stands still between two looks. */
  WholeJob offers() {
    return setOf("trace-upload", Setting.CLIENT_ID, "price-desk")
        .setOf("trace-upload", Setting.CLIENT_SECRET, UPLOAD_SECRET)
        .setOf("trace-upload", Setting.AUDIENCE, Knobs.AUDIENCE)
        .set(Setting.OFFERS_SETTLE, "0s")
        .set(Setting.OFFERS_RESEND_AFTER, "10ms")
        .set(Setting.UPLOAD_RESPONSE_TIMEOUT, "5s");
  }

  /** Without the leads' connection, so that their flow is off. */
  WholeJob withoutLeads() {
    values.keySet().removeIf(name -> name.startsWith("camel.oauth.trace-crm."));
    return this;
  }

  /** A sandbox of so many leads, read in small pages. */
  WholeJob leads(int count) {
    sandbox.leads().fill(count);
    return set(Setting.PAGE_SIZE, "20");
  }

  WholeJob set(Setting setting, String value) {
    values.put(setting.property(), value);
    return this;
  }

  /** A setting of Camel's own. */
  WholeJob set(String name, String value) {
    values.put(name, value);
    return this;
  }

  WholeJob setOf(String connection, Setting setting, String value) {
    values.put(setting.property(connection), value);
    return this;
  }

  /** The program as unpacked in another folder. */
  WholeJob at(Home other) {
    home = other;
    return this;
  }

  WholeJob turn(String knobs) {
    sandbox.knobs(sandbox.knobs().with(knobs));
    return this;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** The job, begun when first needed, with the settings as they were then. */
  Job job() {
    if (job == null) {
      job = Job.of(settings(), new Secrets(), home, false);
      job.start();
    }
    return job;
  }

  /** The leads' side of the job. */
  LeadFlow flow() {
    return job().leads().orElseThrow();
  }

  /** A job by its schedules, not begun yet. */
  Job scheduled() {
    return Job.of(settings(), new Secrets(), home, true);
  }

  /** The same by another clock. */
  Job scheduled(Clock clock) {
    return Job.of(settings(), new Secrets(), home, true, clock);
  }

  /** A job that only asks and looks, beside the one that has the ledger. */
  Job beside() {
    return Job.toCheck(settings(), new Secrets(), home);
  }

  /** Ends the job, so that the next one begins from what is on disk. */
  WholeJob restart() {
    if (job != null) {
      job.close();
      job = null;
    }
    return this;
  }

  /** Walks and delivers once; the sandbox counts from zero. */
  WholeJob sync() throws Exception {
    sandbox.resetCounters();
    new Sync(job()).once();
    return this;
  }

  /** Delivers what is due, to one sink after the other. */
  WholeJob deliver() {
    flow().sinks().names().forEach(job()::deliver);
    return this;
  }

  /** A walk over everything, by a job begun anew. */
  WholeJob reconcile() throws Exception {
    restart().set(Setting.LEADS_FULL_SCHEDULE, "1ms").sync();
    return restart().set(Setting.LEADS_FULL_SCHEDULE, "365d");
  }

  Counters counters() {
    return sandbox.counters();
  }

  long pages() {
    return counters().requests(RequestKind.PAGE);
  }

  DeliveredLines lines() {
    return DeliveredLines.read(folder.resolve("leads"));
  }

  /** What is wrong with the lines, held against all leads there are. */
  DeliveredLines.Verdict verdict() {
    return lines().against(sandbox.leads().truth());
  }

  /** Looks into the ledger; the job ends for it. */
  <T> T ledger(Function<Jdbi, T> look) {
    restart();
    try (Ledger ledger = Ledger.open(LedgerSettings.from(settings()))) {
      return look.apply(ledger.jdbi());
    }
  }

  /** Runs a command of the program with these settings; the job ends for it. */
  int command(String... words) throws IOException {
    restart();
    Stream<String> config = Stream.of("--config", settingsFile().toString());
    return Tracebridge.run(Stream.concat(Stream.of(words), config).toArray(String[]::new));
  }

  /** Rows of deliveries, as the ledger has them; the job ends for it. */
  List<Map<String, Object>> deliveries(String condition) {
    return ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.createQuery("select * from delivery where " + condition).mapToMap().list()));
  }

  /** Of all leads that TRACE has. */
  List<String> leadIds() {
    List<String> ids = new ArrayList<>();
    sandbox.leads().truth().forEachRemaining(lead -> ids.add(lead.id().toString()));
    return ids;
  }

  /** The settings as a file, for a command of its own. */
  Path settingsFile() throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    Path file = folder.resolve("tracebridge.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }

  private Settings settings() {
    return Settings.of(values, new Secrets());
  }

  @Override
  public void close() {
    try {
      restart();
    } finally {
      sandbox.close();
    }
  }
}
