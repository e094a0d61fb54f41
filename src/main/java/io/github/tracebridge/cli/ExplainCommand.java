package io.github.tracebridge.cli;

import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Event;
import io.github.tracebridge.leadfile.FileRecords;
import io.github.tracebridge.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What happened to a lead, step by step. */
@Command(name = "explain", description = "Says what happened to a lead, step by step.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Parameters(paramLabel = "LEAD_ID")
  private String id = "";

  @Override
  public Integer call() {
    try (Ledger ledger = LeadsCommand.open(program.settings(Map.of()))) {
      LeadRecords records = new LeadRecords(ledger, Clock.systemUTC());
      List<Event> events = records.events(id);
      if (events.isEmpty()) {
        System.err.println("tracebridge: nothing is known of " + id + ".");
        return ExitCode.BAD_USE;
      }
      for (Event event : events) {
        System.out.println(words(event));
      }
      records.standings(id).forEach(s -> System.out.println("now  " + LeadWords.words(s)));
      FileRecords.of(ledger, id).forEach(f -> System.out.println("now  " + LeadWords.words(f)));
      return ExitCode.DONE;
    }
  }

  private static String words(Event event) {
    String place = event.where().isEmpty() ? "seen" : "sink " + event.where() + ":";
    String reason = event.reason();
    return LeadWords.seconds(event.at())
        + "  version "
        + event.version()
        + "  "
        + place
        + " "
        + event.what()
        + (reason == null ? "" : ", " + reason);
  }
}
