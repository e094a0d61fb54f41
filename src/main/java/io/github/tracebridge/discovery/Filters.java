package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.trace.LeadTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether date filters bite: nothing can have been created, or changed, in the year 2100. */
final class Filters {
  private static final String FUTURE = "2100-01-01T00:00:00Z";
  private static final List<String> CREATED =
      List.of(
          "createdFrom",
          "createdAfter",
          "createdSince",
          "fromDate",
          "startDate",
          "dateFrom",
          "from",
          "since",
          "created_from",
          "created_after",
          "submittedFrom");
  private static final List<String> UPDATED =
      List.of(
          "updatedFrom",
          "updatedAfter",
          "updatedSince",
          "modifiedSince",
          "modifiedFrom",
          "modifiedAfter",
          "changedSince",
          "changedFrom",
          "updated_from",
          "updated_after");

  private final Asker asker;
  private final ListShape shape;
  private final RowShape row;
  private final Paging paging;
  private final Paging.Names names;

  Filters(Asker asker, ListShape shape, RowShape row, Paging paging, Paging.Names names) {
    this.asker = asker;
    this.shape = shape;
    this.row = row;
    this.paging = paging;
    this.names = names;
  }

  List<Finding> find(List<JsonNode> rows) {
    Optional<String> created =
        names
            .first(Setting.CREATED_FROM, CREATED)
            .filter(name -> bites(name) && isByCreation(name, rows))
            .findFirst();
    Optional<String> updated =
        names.first(Setting.UPDATED_FROM, UPDATED).filter(this::bites).findFirst();
    return List.of(finding(Setting.CREATED_FROM, created), finding(Setting.UPDATED_FROM, updated));
  }

  private static Finding finding(Setting setting, Optional<String> name) {
    return name.map(
            found ->
                Finding.of(
                    setting,
                    found,
                    Confidence.HIGH,
                    found + "=" + FUTURE + " gave no rows, so it bites"))
        .orElseGet(
            () ->
                Finding.of(
                    setting, "", Confidence.MEDIUM, "none of the usual names changed anything"));
  }

  private boolean bites(String name) {
    var answer = asker.ask(with(name, FUTURE));
    return answer.isGood() && shape.rows(answer.json()).isEmpty();
  }

  /** No lead that it lets through was created before; one by time of change would let some. */
  private boolean isByCreation(String name, List<JsonNode> rows) {
    List<Instant> times =
        rows.stream().map(this::created).filter(Objects::nonNull).sorted().toList();
    if (times.isEmpty()) {
      return true;
    }
    Instant pivot = times.get(times.size() / 2).truncatedTo(ChronoUnit.SECONDS);
    return asker.rows(shape, with(name, pivot.toString())).stream()
        .map(this::created)
        .filter(Objects::nonNull)
        .noneMatch(time -> time.isBefore(pivot));
  }

  private @Nullable Instant created(JsonNode lead) {
    return row.created() == null ? null : LeadTime.read(lead.at(row.created())).orElse(null);
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> query = new LinkedHashMap<>(paging.largestPage());
    query.put(name, value);
    return query;
  }
}
