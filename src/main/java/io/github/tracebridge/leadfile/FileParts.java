package io.github.tracebridge.leadfile;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.trace.LeadContract;
import java.time.Clock;

/** Puts together what fetches files of leads. */
public final class FileParts {
  private FileParts() {}

  /**
   * Puts them together for one job.
   *
   * @param trace the connection that leads come by
   * @param keepsOff whether half of TRACE's budget is left for walks
   */
  public static FileFetching of(
      LeadFilesSettings settings,
      LeadContract contract,
      Connection trace,
      boolean keepsOff,
      Ledger ledger,
      Clock clock) {
    Addresses addresses = new Addresses(trace.settings(), settings.plainHosts());
    LeadFiles files = new LeadFiles(settings);
    FileIntake intake = new FileIntake(files, contract.created(), addresses::isTraces, clock);
    return new FileFetching(
        new FileTable(ledger, settings, files, intake, clock),
        new FileKeeper(settings),
        new FreshLeads(files, contract, clock),
        addresses,
        trace.gate(),
        keepsOff ? trace.gate().settings().requests() / 2 : 0);
  }
}
