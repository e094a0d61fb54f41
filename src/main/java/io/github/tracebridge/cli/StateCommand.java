package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.lead.CursorMoves;
import io.github.tracebridge.lead.CursorMoves.Move;
import io.github.tracebridge.lead.FieldLedger;
import io.github.tracebridge.lead.FieldLedger.Field;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.ledger.Ledger;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Where the walks stand. */
@Command(
    name = "state",
    subcommands = {StateSetCommand.class, StateRewindCommand.class},
    description = "Shows where the walks stand, and moves their cursors.")
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
      @Option(names = "--audit", description = "Which cursors were moved by hand, by whom.")
          boolean audit,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    if (fields) {
      List<Field> all = read(ledger -> new FieldLedger(ledger.jdbi()).all());
      System.out.print(json ? json(all, StateCommand::row) : fields(all));
      return ExitCode.DONE;
    }
    if (audit) {
      List<Move> moves = read(ledger -> moves(ledger).all());
      System.out.print(json ? json(moves, StateCommand::row) : moves(moves));
      return ExitCode.DONE;
    }
    List<WalkLedger.Standing> standings = read(ledger -> new WalkLedger(ledger.jdbi()).standings());
    System.out.print(json ? json(standings, StateCommand::row) : table(standings));
    return ExitCode.DONE;
  }

  private <T> T read(Function<Ledger, T> reading) {
    try (Ledger ledger = LeadsCommand.open(program.settings(Map.of()))) {
      return reading.apply(ledger);
    }
  }

  static CursorMoves moves(Ledger ledger) {
    return new CursorMoves(ledger.jdbi(), Clock.systemUTC());
  }

  /** Moves a cursor, also beside a job that runs. */
  int move(String series, UnaryOperator<Instant> place, boolean forwards) {
    try (Ledger ledger = LeadsCommand.open(program.settings(Map.of()))) {
      System.out.println(words(moves(ledger).move(series, place, forwards, WindowDesk.who())));
      return ExitCode.DONE;
    } catch (IllegalArgumentException e) {
      System.err.println("tracebridge: state: " + e.getMessage());
      return ExitCode.BAD_USE;
    }
  }

  private static String moves(List<Move> moves) {
    return moves.isEmpty()
        ? "no cursor was moved by hand" + System.lineSeparator()
        : moves.stream()
            .map(move -> LeadWords.seconds(move.at()) + "  " + words(move) + System.lineSeparator())
            .collect(Collectors.joining());
  }

  private static String words(Move move) {
    return "%s: from %s to %s, by %s".formatted(move.series(), move.from(), move.to(), move.who());
  }

  private static Map<String, Object> row(Move move) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("at", move.at().toString());
    row.put("who", move.who());
    row.put("series", move.series());
    row.put("from", move.from().toString());
    row.put("to", move.to().toString());
    return row;
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
