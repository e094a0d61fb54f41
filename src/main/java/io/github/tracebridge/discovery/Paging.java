package io.github.tracebridge.discovery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How pages are asked for, found out by asking. */
final class Paging {
  private static final List<String> SIZES =
      List.of(
          "pageSize", "limit", "size", "take", "perPage", "per_page", "page_size", "top", "count");
  private static final List<String> PAGES =
      List.of("page", "pageNumber", "pageIndex", "pageNo", "page_number", "p", "currentPage");
  private static final int FAR = 999_999;
  private static final int MOST = 100;

  private final Asker asker;
  private final ListShape shape;
  private final Names names;
  private final List<Finding> findings = new ArrayList<>();
  private String size = "";
  private int most = MOST;
  private @Nullable JsonPointer id;

  Paging(Asker asker, ListShape shape, Names names) {
    this.asker = asker;
    this.shape = shape;
    this.names = names;
  }

  /** Parameters for the largest page there is. */
  Map<String, String> largestPage() {
    return sized(most);
  }

  /** Parameters for a page of so many rows; none where no size can be asked for. */
  Map<String, String> sized(int rows) {
    return size.isEmpty() ? Map.of() : Map.of(size, String.valueOf(rows));
  }

  /**
   * @param whole an answer without parameters
   */
  List<Finding> find(JsonNode whole) {
    List<JsonNode> rows = shape.rows(whole);
    id = RowShape.of(rows).id();
    findSize(rows.size());
    Caller.Answer one = asker.judged(sized(1));
    Finding found = shape.total(whole, one.json(), !size.isEmpty());
    findings.add(found);
    int total = found.value().isEmpty() ? -1 : one.json().at(found.value()).asInt(-1);
    findMost(total);
    findPage(total, rows.size(), new OtherPaging(this, names, one));
    return findings;
  }

  private void findSize(int rows) {
    Optional<String> found =
        names
            .first(Setting.SIZE_PARAM, SIZES)
            .filter(name -> rows > 1 && asker.rows(shape, Map.of(name, "1")).size() == 1)
            .findFirst();
    size = found.orElse("");
    if (found.isPresent()) {
      findings.add(
          Finding.of(
              Setting.SIZE_PARAM, size, Confidence.HIGH, size + "=1 gave 1 row, not " + rows));
    } else if (rows > 1) {
      findings.add(
          Finding.of(
              Setting.SIZE_PARAM,
              "",
              Confidence.MEDIUM,
              "none of the usual names changed the page"));
    }
  }

  /** The largest page there is, up to 100. */
  private void findMost(int total) {
    if (size.isEmpty()) {
      return;
    }
    int beyond = asker.rows(shape, sized(10 * MOST)).size();
    most = beyond > 0 ? Math.min(beyond, MOST) : largest();
    if (most > 0 && total > most) {
      String evidence =
          beyond == 0
              ? "more are refused"
              : size + "=" + 10 * MOST + " gave " + beyond + " of " + total;
      findings.add(Finding.of(Setting.PAGE_SIZE, String.valueOf(most), Confidence.HIGH, evidence));
    }
  }

  /** Of those that are not refused. */
  private int largest() {
    return IntStream.of(MOST, 50, 25, 20, 10, 5)
        .filter(rows -> !asker.rows(shape, sized(rows)).isEmpty())
        .findFirst()
        .orElse(1);
  }

  private void findPage(int total, int rows, OtherPaging other) {
    List<String> usual = Stream.concat(PAGES.stream(), other.linked().stream()).toList();
    Optional<String> found =
        names
            .first(Setting.PAGE_PARAM, usual)
            .filter(name -> numbersPages(name) && !other.countsRows(name))
            .findFirst();
    if (found.isEmpty()) {
      findOther(other.find(names.first(Setting.PAGE_PARAM, usual)), total, rows);
      return;
    }
    String page = found.get();
    findings.add(
        Finding.of(
            Setting.PAGE_PARAM,
            page,
            Confidence.HIGH,
            page + "=1 gave rows, " + page + "=" + FAR + " none"));
    findings.add(total > 0 ? baseByTotal(page, total) : baseByRows(page));
  }

  private void findOther(Optional<Finding> other, int total, int rows) {
    // the largest page says nothing where pages have no numbers
    findings.removeIf(finding -> finding.setting() == Setting.PAGE_SIZE);
    other.ifPresent(findings::add);
    int came = size.isEmpty() ? rows : most;
    if (other.isEmpty() && total > came) {
      findings.add(OtherPaging.unknown(total, came));
    }
  }

  private boolean numbersPages(String name) {
    return !asker.rows(shape, page(name, 1, 1)).isEmpty()
        && asker.rows(shape, page(name, FAR, 1)).isEmpty();
  }

  /** The number of the last page tells: by it there are rows, or it is one too many. */
  private Finding baseByTotal(String name, int total) {
    int rows = size.isEmpty() ? asker.rows(shape, Map.of()).size() : Math.min(most, total);
    int last = (total + rows - 1) / rows;
    boolean isThere = !asker.rows(shape, page(name, last, rows)).isEmpty();
    return Finding.of(
        Setting.PAGE_BASE,
        isThere ? "1" : "0",
        Confidence.HIGH,
        "of " + last + " pages, number " + last + (isThere ? " has rows" : " has none"));
  }

  /** Without a total: by which number the page without a number comes again. */
  private Finding baseByRows(String name) {
    List<JsonNode> first = ids(sized(1));
    for (int base : new int[] {1, 0}) {
      if (ids(page(name, base, 1)).equals(first)) {
        String evidence = name + "=" + base + " is the page without a number";
        return Finding.of(Setting.PAGE_BASE, "" + base, Confidence.MEDIUM, evidence);
      }
    }
    return Finding.of(
        Setting.PAGE_BASE, names.now(Setting.PAGE_BASE), Confidence.LOW, "rows have no order");
  }

  /** By them rows are the same, whatever else of them differs each time. */
  private List<JsonNode> ids(Map<String, String> query) {
    List<JsonNode> rows = asker.rows(shape, query);
    return id == null ? rows : rows.stream().map(row -> row.at(id)).toList();
  }

  /** Of two rows by that number, where the size of a page can be asked for. */
  List<JsonNode> ids(String name, int number) {
    return ids(page(name, number, 2));
  }

  /** The same without a number. */
  List<JsonNode> ids() {
    return ids(sized(2));
  }

  private Map<String, String> page(String name, int number, int rows) {
    Map<String, String> query = new LinkedHashMap<>(sized(rows));
    query.put(name, String.valueOf(number));
    return query;
  }

  /** Names to be tried: what is set now, and then what is usual. */
  @FunctionalInterface
  interface Names {
    String now(Setting setting);

    default Stream<String> first(Setting setting, List<String> usual) {
      return Stream.concat(Stream.of(now(setting)), usual.stream())
          .filter(name -> !name.isEmpty())
          .distinct();
    }
  }
}
