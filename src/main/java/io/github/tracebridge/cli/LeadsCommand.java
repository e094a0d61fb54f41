package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.Home;
import io.github.tracebridge.delivery.Forgetting;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Lead;
import io.github.tracebridge.delivery.LeadRecords.Selection;
import io.github.tracebridge.delivery.LeadRecords.Standing;
import io.github.tracebridge.leadfile.FileRecords;
import io.github.tracebridge.leadfile.LeadFiles;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Leads in the ledger, and what became of them at sinks. */
@Command(
    name = "leads",
    description = "Shows leads and what sinks refused, sends again, tries mappings, forgets.")
final class LeadsCommand implements Runnable {
  @ParentCommand private Tracebridge program = new Tracebridge();

  private final Clock clock = Clock.systemUTC();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "leads: say leads list, or see leads --help.");
  }

  @Command(name = "list", description = "Lists the newest leads by their ids.")
  int list(
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Seen within that time, such as 7d.",
              converter = Age.class)
          @Nullable Duration age,
      @Option(
              names = "--last",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many; 20 if nothing is said.")
          int most,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    try (Ledger ledger = open(settings())) {
      List<Lead> leads =
          new LeadRecords(ledger, clock)
              .newest(age == null ? Instant.EPOCH : clock.instant().minus(age), most);
      if (json) {
        return print(leads.stream().map(LeadsCommand::facts).toList());
      }
      System.out.printf("%-36s  %7s  %-8s  %s%n", "lead", "version", "kind", "seen");
      leads.forEach(
          lead ->
              System.out.printf(
                  "%-36s  %7d  %-8s  %s%n",
                  lead.id(), lead.version(), lead.kind(), seconds(lead.seenAt())));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "show",
      description = "Shows a lead as TRACE told it, with all personal data, and where it stands.")
  int show(
      @Parameters(paramLabel = "LEAD_ID") String id,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    try (Ledger ledger = open(settings())) {
      LeadRecords records = new LeadRecords(ledger, clock);
      Optional<Lead> found = records.find(id);
      if (found.isEmpty()) {
        return unknown(id);
      }
      Lead lead = found.get();
      Map<String, @Nullable Object> facts = facts(lead);
      facts.put("sinks", records.standings(id).stream().map(LeadsCommand::facts).toList());
      List<FileRecords.Standing> files = FileRecords.of(ledger, id);
      facts.put("files", files);
      facts.put("lead", lead.body() == null ? null : MAPPER.readTree(lead.body()));
      if (json) {
        return print(facts);
      }
      System.out.printf(
          "lead %s, version %d, %s, seen %s%n",
          id, lead.version(), lead.kind(), seconds(lead.seenAt()));
      records.standings(id).forEach(standing -> System.out.println(words(standing)));
      files.forEach(file -> System.out.println(words(file)));
      return print(facts.get("lead"));
    }
  }

  @Command(
      name = "rejected",
      description =
          "Lists leads that a sink refused, or of which nobody knows whether it has them.")
  int rejected(
      @Option(names = "--sink", paramLabel = "NAME", description = "At that sink alone.")
          @Nullable String sink,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Within that time, such as 7d.",
              converter = Age.class)
          @Nullable Duration age,
      @Option(names = "--reason", paramLabel = "TEXT", description = "With that in the reason.")
          @Nullable String reason,
      @Option(names = "--bodies", description = "With request and answer, without personal data.")
          boolean bodies,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    try (Ledger ledger = open(settings())) {
      Selection which = new Selection(sink, null, List.of(), since(age, null), reason);
      List<Standing> rejected = new LeadRecords(ledger, clock).rejected(which, MOST);
      if (json) {
        return print(rejected.stream().map(LeadsCommand::facts).toList());
      }
      for (Standing standing : rejected) {
        System.out.println(standing.leadId() + "  " + words(standing));
        if (bodies && standing.request() != null) {
          System.out.printf(
              "  sent:     %s%n  answered: %s%n", standing.request(), standing.response());
        }
      }
      System.out.println(rejected.size() + " to look at");
      return ExitCode.DONE;
    }
  }

  /** Which leads: by id, or all that the other options leave. */
  static final class Which {
    @Parameters(arity = "1..*", paramLabel = "LEAD_ID", description = "Which leads.")
    private List<String> ids = List.of();

    @Option(names = "--all", required = true, description = "All that the other options leave.")
    @SuppressWarnings("UnusedVariable")
    private boolean all;
  }

  @Command(
      name = "replay",
      description = {
        "Lets leads that wait for a person go to their sink again, as the ledger has them now.",
        "A sink may get one twice whose answer was lost: see first whether it has it."
      })
  int replay(
      @ArgGroup(exclusive = true, multiplicity = "1") Which leads,
      @Option(names = "--sink", paramLabel = "NAME", description = "At that sink alone.")
          @Nullable String sink,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Rejected within that time, such as 7d.",
              converter = Age.class)
          @Nullable Duration age,
      @Option(names = "--reason", paramLabel = "TEXT", description = "With that in the reason.")
          @Nullable String reason,
      @Option(names = "--delivered", description = "The sink has them: they are not sent again.")
          boolean delivered,
      @Option(names = "--dry-run", description = "Only says which.") boolean dryRun)
      throws IOException {
    try (Ledger ledger = open(settings())) {
      LeadRecords records = new LeadRecords(ledger, clock);
      Selection which = new Selection(sink, null, leads.ids, since(age, null), reason);
      if (dryRun) {
        List<Standing> found = records.rejected(which, MOST);
        found.forEach(standing -> System.out.println(standing.leadId() + "  " + words(standing)));
        System.out.println(
            found.size() + (delivered ? " would count as delivered" : " would go out again"));
        return ExitCode.DONE;
      }
      int count = delivered ? records.confirm(which) : records.replay(which);
      System.out.println(
          count + (delivered ? " count as delivered" : " go out at the job's next look"));
      return count == 0 && !leads.ids.isEmpty() ? ExitCode.BAD_USE : ExitCode.DONE;
    }
  }

  @Command(
      name = "forget",
      description = {
        "Erases a lead from the ledger, its files, and from those of sink file; it does not come again.",
        "What other sinks got is theirs to erase: it says which have it."
      })
  int forget(@Parameters(paramLabel = "LEAD_ID") String id) throws IOException {
    Settings settings = settings();
    try (Ledger ledger = open(settings)) {
      List<String> sinks = new Forgetting(ledger).forget(id);
      int files = new FileSink(settings.path(Setting.FILE_SINK_FOLDER)).forget(id);
      int own = LeadFiles.erase(LeadFilesSettings.folder(settings), id);
      System.out.println(
          "lead "
              + id
              + " is forgotten; files changed: "
              + files
              + (own == 0 ? "" : ", erased: " + own));
      sinks.stream()
          .filter(sink -> !sink.equals("file"))
          .forEach(sink -> System.out.println("sink " + sink + " got it: erase it there"));
      return ExitCode.DONE;
    }
  }

  @Command(name = "map", description = "Shows what a sink would get of leads; sends nothing.")
  int map(
      @Option(names = "--sink", paramLabel = "NAME", required = true, description = "Which sink.")
          String sink,
      @Option(names = "--lead", paramLabel = "LEAD_ID", description = "Of that lead in the ledger.")
          @Nullable String id,
      @Option(names = "--sample", description = "Of a lead that is made up.") boolean sample,
      @Option(
              names = "--mapping",
              paramLabel = "FILE",
              description = "By that mapping instead of the sink's.")
          @Nullable Path mapping,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description =
                  "Of all leads seen within that time, such as 7d: what differs, and what fails.",
              converter = Age.class)
          @Nullable Duration age)
      throws IOException {
    Settings settings = settings();
    LeadMapping trial = LeadMapping.of(settings, sink, mapping, Home.find());
    if (sample) {
      return trial.sample();
    }
    try (Ledger ledger = open(settings)) {
      LeadRecords records = new LeadRecords(ledger, clock);
      if (id != null) {
        Optional<Lead> lead = records.find(id);
        return lead.isEmpty() ? unknown(id) : trial.one(lead.get());
      }
      Instant since = clock.instant().minus(age == null ? Duration.ofDays(7) : age);
      return trial.compare(records.newest(since, MOST));
    }
  }

  private static final int MOST = 100_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  private Settings settings() {
    return program.settings(Map.of());
  }

  static Ledger open(Settings settings) {
    return Ledger.look(LedgerSettings.from(settings))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no ledger yet. It is made by the first run or sync --once."));
  }

  private static int unknown(String id) {
    System.err.println(
        "tracebridge: the ledger has no lead " + id + ". See tracebridge leads list.");
    return ExitCode.BAD_USE;
  }

  private @Nullable Instant since(@Nullable Duration age, @Nullable Instant otherwise) {
    return age == null ? otherwise : clock.instant().minus(age);
  }

  private static Map<String, @Nullable Object> facts(Lead lead) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", lead.id());
    facts.put("version", lead.version());
    facts.put("kind", lead.kind());
    facts.put("seenAt", lead.seenAt().toString());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(Standing standing) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("sink", standing.sink());
    facts.put("lead", standing.leadId());
    facts.put("state", standing.state());
    facts.put("version", standing.version());
    facts.put("since", standing.since().toString());
    facts.put("reason", standing.reason());
    facts.put("request", standing.request());
    facts.put("response", standing.response());
    return facts;
  }

  private static String words(FileRecords.Standing file) {
    return "file "
        + file.path()
        + ": "
        + file.state().toLowerCase(Locale.ROOT)
        + (file.sha256() == null ? "" : ", " + file.bytes() + " bytes, sha256 " + file.sha256())
        + (file.reason() == null ? "" : ", " + file.reason());
  }

  static String words(Standing standing) {
    String reason = standing.reason();
    return standing.sink()
        + ": "
        + standing.state().toLowerCase(Locale.ROOT)
        + " since "
        + seconds(standing.since())
        + (reason == null ? "" : ", " + reason);
  }

  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static int print(@Nullable Object value) throws IOException {
    System.out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    return ExitCode.DONE;
  }

  /** A time such as 7d, as settings write it. */
  static final class Age implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Settings.time("--since", text);
    }
  }
}
