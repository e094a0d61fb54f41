package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.lead.FieldLedger;
import io.github.tracebridge.lead.FieldLedger.Field;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  int show(
      @Option(names = "--fields", description = "Which fields leads have had, and since when.")
          boolean fields,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    LedgerSettings settings = LedgerSettings.from(program.settings(Map.of()));
    if (fields) {
      List<Field> all = read(settings, ledger -> new FieldLedger(ledger.jdbi()).all());
      System.out.print(json ? json(all, StateCommand::row) : fields(all));
      return ExitCode.DONE;
    }
    List<WalkLedger.Standing> standings =
        read(settings, ledger -> new WalkLedger(ledger.jdbi()).standings());
    System.out.print(json ? json(standings, StateCommand::row) : table(standings));
    return ExitCode.DONE;
  }

  /** Also beside a job that runs. */
  private static <T> List<T> read(LedgerSettings settings, Function<Ledger, List<T>> reading) {
    Optional<Ledger> found = Ledger.look(settings);
    if (found.isEmpty()) {
      return List.of();
    }
    try (Ledger ledger = found.get()) {
      return reading.apply(ledger);
    }
  }

  private static String fields(List<Field> fields) {
    StringBuilder table =
        new StringBuilder(
            String.format("%-27s  %-10s  %-7s  %s%n", "first seen", "last seen", "type", "field"));
    for (Field f : fields) {
      table.append(
          String.format(
              "%-27s  %-10s  %-7s  %s%n", f.firstSeen(), f.lastSeen(), f.type(), f.path()));
    }
    String watched =
        fields.size() < FieldLedger.MOST
            ? ""
            : ", as many as are watched: new ones are not noticed";
    return table + String.format("%d fields of all types%s%n", fields.size(), watched);
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

  private static <T> String json(List<T> all, Function<T, Map<String, Object>> row)
      throws IOException {
    return new JsonMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(all.stream().map(row).toList())
        + System.lineSeparator();
  }

  private static Map<String, Object> row(WalkLedger.Standing s) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("series", s.series());
    row.put("cursor", s.cursor() == null ? null : s.cursor().toString());
    row.put("provedAt", s.provedAt() == null ? null : s.provedAt().toString());
    row.put("open", s.isOpen());
    row.put("progress", s.progress());
    return row;
  }

  private static Map<String, Object> row(Field f) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("path", f.path());
    row.put("type", f.type());
    row.put("firstSeen", f.firstSeen().toString());
    row.put("lastSeen", f.lastSeen().toString());
    return row;
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
