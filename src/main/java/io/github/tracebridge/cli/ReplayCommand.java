package io.github.tracebridge.cli;

import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Selection;
import io.github.tracebridge.delivery.LeadRecords.Standing;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A person's decision about leads that wait for one. */
@Command(
    name = "replay",
    description = {
      "Lets leads that wait for a person go to their sink again, as the ledger has them now.",
      "A sink may get one twice whose answer was lost: see first whether it has it."
    })
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private LeadsCommand leads = new LeadsCommand();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Mixin private Rejections rejections = new Rejections();

  @Option(names = "--delivered", description = "The sink has them: they are not sent again.")
  private boolean delivered;

  @Option(names = "--dry-run", description = "Only says which.")
  private boolean dryRun;

  /** Which leads: by id, or all that the other options leave. */
  static final class Which {
    @Parameters(arity = "1..*", paramLabel = "LEAD_ID", description = "Which leads.")
    private List<String> ids = List.of();

    @Option(names = "--all", required = true, description = "All that the other options leave.")
    @SuppressWarnings("UnusedVariable")
    private boolean all;
  }

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Settings settings = leads.settings();
    try (Ledger ledger = LeadsCommand.open(settings)) {
      LeadRecords records = new LeadRecords(ledger, clock);
      Selection selection = rejections.among(which.ids, settings, records, clock);
      if (dryRun) {
        return tell(records.rejected(selection, LeadsCommand.MOST));
      }
      int count = delivered ? records.confirm(selection) : records.replay(selection);
      System.out.println(
          count + (delivered ? " count as delivered" : " go out at the job's next look"));
      return count == 0 && !which.ids.isEmpty() ? ExitCode.BAD_USE : ExitCode.DONE;
    }
  }

  private int tell(List<Standing> found) {
    found.forEach(
        standing -> System.out.println(standing.leadId() + "  " + LeadWords.words(standing)));
    System.out.println(
        found.size() + (delivered ? " would count as delivered" : " would go out again"));
    return ExitCode.DONE;
  }
}
