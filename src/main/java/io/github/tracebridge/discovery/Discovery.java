package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.LeadTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the settings that fit TRACE's list of leads: by what an answer looks like, and by asking
 * again with other parameters. It reads and changes nothing.
 */
public final class Discovery {
  private final Settings settings;
  private final Clock wall;
  private final List<Finding> findings = new ArrayList<>();

  public Discovery(Settings settings, Clock wall) {
    this.settings = settings;
    this.wall = wall;
  }

  /** What one saved answer tells. */
  public List<Finding> of(JsonNode answer) {
    ListShape shape = shape(answer);
    findings.add(shape.finding(answer, this::now));
    List<JsonNode> rows = shape.rows(answer);
    findings.add(shape.total(answer, answer, false, this::now));
    findings.addAll(RowShape.of(rows, this::now).findings(rows));
    return findings;
  }

  /**
   * What TRACE tells when it is asked, some dozens of times.
   *
   * @throws Fault where there is no list of leads at {@code trace.leads.path}
   */
  public List<Finding> of(Asker asker) {
    Caller.Answer first = asker.ask(Map.of());
    requireGood(first);
    ListShape shape = shape(first.json());
    findings.add(shape.finding(first.json(), this::now));
    Paging paging = new Paging(asker, shape, this::now);
    findings.addAll(paging.find(first.json()));
    List<JsonNode> rows = asker.rows(shape, paging.largestPage());
    RowShape row = RowShape.of(rows, this::now);
    findings.addAll(row.findings(rows));
    if (!rows.isEmpty()) {
      findings.addAll(new Filters(asker, shape, row, paging, this::now).find(rows));
      List<JsonNode> again = asker.rows(shape, paging.largestPage());
      findVolatile(Differences.between(rows, again, row));
      findOrder(rows, again, row);
    }
    findReset(first);
    return findings;
  }

  private ListShape shape(JsonNode answer) {
    return ListShape.of(answer, this::now)
        .orElseThrow(
            () ->
                new Fault.Rejected(
                    "there is no list in the answer. Check trace.leads.path, now "
                        + now(Setting.LEADS_PATH)
                        + "."));
  }

  private void requireGood(Caller.Answer answer) {
    if (!answer.isGood()) {
      throw new Fault.Rejected(
          "TRACE answered "
              + answer.status()
              + " to "
              + now(Setting.LEADS_PATH)
              + ". Check trace.api-url and trace.leads.path, and try tracebridge check.");
    }
  }

  private String now(Setting setting) {
    return settings.text(setting);
  }

  private void findVolatile(Set<String> differing) {
    Set<String> all = new LinkedHashSet<>(settings.list(Setting.VOLATILE));
    if (all.addAll(differing)) {
      findings.add(
          Finding.of(
              Setting.VOLATILE,
              String.join(",", all),
              Confidence.HIGH,
              "asked twice, these differed: " + String.join(", ", differing)));
    }
  }

  private void findOrder(List<JsonNode> rows, List<JsonNode> again, RowShape row) {
    List<Instant> times =
        row.created() == null
            ? List.of()
            : rows.stream().flatMap(r -> LeadTime.read(r.at(row.created())).stream()).toList();
    if (row.id() == null || times.size() < 2) {
      return;
    }
    boolean stable = ids(rows, row).equals(ids(again, row));
    String order =
        times.equals(times.stream().sorted().toList())
            ? "oldest first"
            : times.equals(times.stream().sorted(java.util.Comparator.reverseOrder()).toList())
                ? "newest first"
                : "not by time of creation";
    findings.add(
        Finding.fact(
            "order",
            stable ? order : "another one each time",
            times.size() + " rows, asked twice"));
  }

  private static List<JsonNode> ids(List<JsonNode> rows, RowShape row) {
    return rows.stream().map(each -> each.at(Objects.requireNonNull(row.id()))).toList();
  }

  private void findReset(Caller.Answer answer) {
    answer.values("X-RateLimit-Reset").stream()
        .findFirst()
        .ifPresent(
            value ->
                findings.add(Finding.fact("X-RateLimit-Reset", unit(value), "it was " + value)));
  }

  /** By its size, as contract paragraph 3.6 reads it. */
  private String unit(String value) {
    try {
      long number = Long.parseLong(value.strip());
      Instant now = wall.instant();
      if (number > now.minus(Duration.ofDays(365)).toEpochMilli()) {
        return "milliseconds since 1970";
      }
      return number > now.minus(Duration.ofDays(365)).getEpochSecond()
          ? "seconds since 1970"
          : "seconds from now";
    } catch (NumberFormatException e) {
      return "a date";
    }
  }
}
