package io.github.tracebridge.cli;

import io.github.tracebridge.offer.ReceiptCheck;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What became of offer files, proved. */
@Command(name = "receipts", description = "Holds receipts of offer files against the ledger.")
final class ReceiptsCommand implements Runnable {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "receipts: say receipts verify, to find what was changed.");
  }

  @Command(name = "verify", description = "Finds files and receipts that were changed or are gone.")
  int verify() throws IOException {
    try (OfferDesk desk = OfferDesk.open(program)) {
      ReceiptCheck check = desk.receipts();
      List<String> findings = check.findings();
      findings.forEach(System.out::println);
      System.out.printf("receipts: %d files, %d findings%n", check.files(), findings.size());
      return findings.isEmpty() ? ExitCode.DONE : ExitCode.NEEDS_PERSON;
    }
  }
}
