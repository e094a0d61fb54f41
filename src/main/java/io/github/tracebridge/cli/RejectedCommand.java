package io.github.tracebridge.cli;

import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Standing;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Leads that wait for a person. */
@Command(
    name = "rejected",
    description = "Lists leads that a sink refused, or of which nobody knows whether it has them.")
final class RejectedCommand implements Callable<Integer> {
  @ParentCommand private LeadsCommand leads = new LeadsCommand();

  @Mixin private Rejections which = new Rejections();

  @Option(names = "--bodies", description = "With request and answer, without personal data.")
  private boolean bodies;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Settings settings = leads.settings();
    try (Ledger ledger = LeadsCommand.open(settings)) {
      LeadRecords records = new LeadRecords(ledger, clock);
      List<Standing> rejected =
          records.rejected(which.among(List.of(), settings, records, clock), LeadsCommand.MOST);
      if (json) {
        return LeadWords.print(rejected.stream().map(LeadWords::facts).toList());
      }
      rejected.forEach(this::show);
      System.out.println(rejected.size() + " to look at");
      return ExitCode.DONE;
    }
  }

  private void show(Standing standing) {
    System.out.println(standing.leadId() + "  " + LeadWords.words(standing));
    if (bodies && standing.request() != null) {
      System.out.printf(
          "  sent:     %s%n  answered: %s%n", standing.request(), standing.response());
    }
  }
}
