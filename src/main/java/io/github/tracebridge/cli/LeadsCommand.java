package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.delivery.Forgetting;
import io.github.tracebridge.delivery.Forgetting.Forgotten;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Lead;
import io.github.tracebridge.leadfile.FileRecords;
import io.github.tracebridge.leadfile.LeadFiles;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.FileSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Leads in the ledger, and what became of them at sinks. */
@Command(
    name = "leads",
    subcommands = {RejectedCommand.class, ReplayCommand.class},
    description = "Shows leads and what sinks refused, sends again, tries mappings, forgets.")
final class LeadsCommand implements Runnable {
  /** So many are shown, or mapped, at most. */
  static final int MOST = 100_000;

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
        return LeadWords.print(leads.stream().map(LeadWords::facts).toList());
      }
      System.out.printf("%-36s  %7s  %-8s  %s%n", "lead", "version", "kind", "seen");
      leads.forEach(
          lead ->
              System.out.printf(
                  "%-36s  %7d  %-8s  %s%n",
                  lead.id(), lead.version(), lead.kind(), LeadWords.seconds(lead.seenAt())));
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
      Map<String, @Nullable Object> facts = LeadWords.facts(lead);
      facts.put("sinks", records.standings(id).stream().map(LeadWords::facts).toList());
      List<FileRecords.Standing> files = FileRecords.of(ledger, id);
      facts.put("files", files.stream().map(LeadWords::facts).toList());
      facts.put("lead", lead.body() == null ? null : LeadWords.tree(lead.body()));
      if (json) {
        return LeadWords.print(facts);
      }
      System.out.printf(
          "lead %s, version %d, %s, seen %s%n",
          id, lead.version(), lead.kind(), LeadWords.seconds(lead.seenAt()));
      records.standings(id).forEach(standing -> System.out.println(LeadWords.words(standing)));
      files.forEach(file -> System.out.println(LeadWords.words(file)));
      return LeadWords.print(facts.get("lead"));
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
      Forgotten lead = new Forgetting(ledger).forget(id);
      int files = new FileSink(settings.path(Setting.FILE_SINK_FOLDER)).forget(id);
      int own = LeadFiles.erase(LeadFilesSettings.folder(settings), id);
      System.out.println(
          (lead.wasKnown()
                  ? "lead " + id + " is forgotten"
                  : "the ledger has no lead " + id + "; its id is kept, so that it does not come")
              + "; files changed: "
              + files
              + (own == 0 ? "" : ", erased: " + own));
      lead.got().stream()
          .filter(sink -> !sink.equals("file"))
          .forEach(sink -> System.out.println("sink " + sink + " got it: erase it there"));
      lead.inDoubt()
          .forEach(sink -> System.out.println("sink " + sink + " may have got it: look there"));
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
    Rejections.requireSink(sink, settings, List.of());
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

  Settings settings() {
    return program.settings(Map.of());
  }

  /** To read, also beside a job that runs. */
  static Ledger open(Settings settings) {
    LedgerSettings where = LedgerSettings.from(settings);
    return Ledger.look(where)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no ledger in "
                        + where.folder().toAbsolutePath().normalize()
                        + " yet. It is made by the first run or sync --once; if they ran with a"
                        + " relative data.dir, call this in the folder where they ran."));
  }

  private static int unknown(String id) {
    System.err.println(
        "tracebridge: the ledger has no lead " + id + ". See tracebridge leads list.");
    return ExitCode.BAD_USE;
  }

  /** A time such as 7d, as settings write it. */
  static final class Age implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Settings.time("", text);
      } catch (SettingException e) {
        throw new CommandLine.TypeConversionException(
            "expected a time such as 36h or 7d, but was \"" + text + "\"");
      }
    }
  }
}
