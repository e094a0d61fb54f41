package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Where the walks stand. */
@Command(name = "state", description = "Shows where the walks stand.")
final class StateCommand implements Runnable {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "state: say state show, to see where the walks stand.");
  }

  @Command(name = "show", description = "Shows each series' cursor and last proved walk.")
  int show(@Option(names = "--json", description = "As JSON.") boolean json) throws IOException {
    LedgerSettings settings = LedgerSettings.from(program.settings(Map.of()));
    List<WalkLedger.Standing> standings = standings(settings);
    System.out.print(json ? json(standings) : table(standings));
    return ExitCode.DONE;
  }

  /** Also beside a job that runs. */
  private static List<WalkLedger.Standing> standings(LedgerSettings settings) {
    Optional<Ledger> found = Ledger.look(settings);
    if (found.isEmpty()) {
      return List.of();
    }
    try (Ledger ledger = found.get()) {
      return new WalkLedger(ledger.jdbi()).standings();
    }
  }

  private static String table(List<WalkLedger.Standing> standings) {
    if (standings.isEmpty()) {
      return "no walk was begun yet" + System.lineSeparator();
    }
    StringBuilder table =
        new StringBuilder(
            String.format("%-8s  %-30s  %-30s  %s%n", "series", "cursor", "last proved", "open"));
    for (WalkLedger.Standing s : standings) {
      table.append(
          String.format(
              "%-8s  %-30s  %-30s  %s%n",
              s.series(), text(s.cursor()), text(s.provedAt()), s.isOpen() ? s.progress() : "-"));
    }
    return table.toString();
  }

  private static String json(List<WalkLedger.Standing> standings) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (WalkLedger.Standing s : standings) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("series", s.series());
      row.put("cursor", s.cursor() == null ? null : s.cursor().toString());
      row.put("provedAt", s.provedAt() == null ? null : s.provedAt().toString());
      row.put("open", s.isOpen());
      row.put("progress", s.progress());
      rows.add(row);
    }
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows)
        + System.lineSeparator();
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
