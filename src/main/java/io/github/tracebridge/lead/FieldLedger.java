package io.github.tracebridge.lead;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which fields leads have had, as the ledger keeps it. Thread-safe. */
public final class FieldLedger {
  /** More are not watched: names that are data make no end of fields. */
  public static final int MOST = 5000;

  private final Jdbi jdbi;

  public FieldLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A field of leads.
   *
   * @param path as a JSON pointer, {@code *} for each element of a list
   * @param type of JSON: string, number, boolean, object, array, null
   * @param lastSeen the UTC day on which a walk that saw it ended
   */
  public record Field(String path, String type, Instant firstSeen, LocalDate lastSeen) {}

  /** By path and type. */
  public List<Field> all() {
    return jdbi.withHandle(
        tx ->
            tx
                .select("select path, type, first_seen, last_seen from lead_field")
                .map(
                    (row, context) ->
                        new Field(
                            row.getString(1),
                            row.getString(2),
                            Instant.parse(row.getString(3)),
                            LocalDate.parse(row.getString(4))))
                .stream()
                .sorted(Comparator.comparing(Field::path).thenComparing(Field::type))
                .toList());
  }

  void add(Collection<Field> fields) {
    jdbi.useTransaction(
        tx ->
            fields.forEach(
                field ->
                    tx.execute(
                        "insert into lead_field (path, type, first_seen, last_seen)"
                            + " values (?, ?, ?, ?) on conflict (path, type) do nothing",
                        field.path(),
                        field.type(),
                        field.firstSeen(),
                        field.lastSeen().toString())));
  }

  void seen(Collection<Field> fields) {
    jdbi.useTransaction(
        tx ->
            fields.forEach(
                field ->
                    tx.execute(
                        "update lead_field set last_seen = ? where path = ? and type = ?",
                        field.lastSeen().toString(),
                        field.path(),
                        field.type())));
  }
}
