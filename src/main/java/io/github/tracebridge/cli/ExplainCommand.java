package io.github.tracebridge.cli;

import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Event;
import io.github.tracebridge.leadfile.FileRecords;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferRecords;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What happened to a lead or an offer file, step by step. */
@Command(
    name = "explain",
    description = "Says what happened to a lead or an offer file, step by step.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Parameters(
      paramLabel = "LEAD_ID|FILE",
      description = "A lead's id; or a file's name, or its number as offers status shows it.")
  private String id = "";

  @Override
  public Integer call() {
    try (Ledger ledger = LeadsCommand.open(program.settings(Map.of()))) {
      if (explainLead(ledger) || explainFiles(ledger)) {
        return ExitCode.DONE;
      }
      System.err.println("tracebridge: nothing is known of " + id + ".");
      return ExitCode.BAD_USE;
    }
  }

  private boolean explainLead(Ledger ledger) {
    LeadRecords records = new LeadRecords(ledger, Clock.systemUTC());
    List<Event> events = records.events(id);
    for (Event event : events) {
      System.out.println(words(event));
    }
    if (!events.isEmpty()) {
      records.standings(id).forEach(s -> System.out.println("now  " + LeadWords.words(s)));
      FileRecords.of(ledger, id).forEach(f -> System.out.println("now  " + LeadWords.words(f)));
    }
    return !events.isEmpty();
  }

  /** The newest of that name whole; the others by their numbers. */
  private boolean explainFiles(Ledger ledger) {
    OfferRecords records = new OfferRecords(ledger);
    List<OfferFile> files = records.meant(id);
    files.stream().limit(1).forEach(file -> records.explain(file, System.out));
    if (files.size() > 1) {
      System.out.println();
      files.stream()
          .skip(1)
          .forEach(
              f -> System.out.println("file " + f.id() + " had that name too: explain " + f.id()));
    }
    return !files.isEmpty();
  }

  private static String words(Event event) {
    String place = event.where().isEmpty() ? "seen" : "sink " + event.where() + ":";
    String reason = event.reason();
    String run = event.run();
    return LeadWords.seconds(event.at())
        + "  version "
        + event.version()
        + "  "
        + place
        + " "
        + event.what()
        + (reason == null ? "" : ", " + reason)
        + (run == null ? "" : "  run " + run);
  }
}
