package io.github.tracebridge.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.discovery.Finding.Confidence;
import io.github.tracebridge.setting.Setting;
import java.util.List;

/** What number the first page has. */
final class PageBase {
  private final Paging paging;
  private final Paging.Names names;
  private final String name;

  /**
   * @param name of the parameter that numbers pages
   */
  PageBase(Paging paging, Paging.Names names, String name) {
    this.paging = paging;
    this.names = names;
    this.name = name;
  }

  /** The number of the last page tells: by it there are rows, or it is one too many. */
  Finding byTotal(int total, int size) {
    int last = (total + size - 1) / size;
    boolean isThere = paging.rows(name, last, size) > 0;
    String evidence = "of %d pages, number %d has ".formatted(last, last);
    return finding(isThere ? "1" : "0", Confidence.HIGH, evidence + (isThere ? "rows" : "none"));
  }

  /**
   * Without a total: the last page and its rows leave two numbers of all rows, one for each base, a
   * page apart. Pages of one row show which: it is asked for the one halfway, so that a few leads
   * that come or go meanwhile do not matter.
   *
   * @param size of pages, more than 1
   */
  Finding byLast(int size) {
    int last = last(size);
    if (last == 0) {
      return finding("0", Confidence.HIGH, name + "=1 has no rows");
    }
    int between = last * size + paging.rows(name, last, size) - size / 2;
    boolean isThere = paging.rows(name, between, 1) > 0;
    String evidence =
        "the last page of %d is number %d, and number %d of 1 has ".formatted(size, last, between);
    return finding(isThere ? "0" : "1", Confidence.HIGH, evidence + (isThere ? "rows" : "none"));
  }

  /** The last number with rows; 0 where number 1 has none. */
  private int last(int size) {
    int none = 1;
    while (none < Paging.FAR && paging.rows(name, none, size) > 0) {
      none *= 2;
    }
    int there = none / 2;
    while (none - there > 1) {
      int middle = (there + none) / 2;
      if (paging.rows(name, middle, size) > 0) {
        there = middle;
      } else {
        none = middle;
      }
    }
    return there;
  }

  /** Where no size can be asked for: by which number the page without a number comes again. */
  Finding byFirst() {
    List<JsonNode> first = paging.ids();
    for (int base : new int[] {1, 0}) {
      if (paging.ids(name, base).equals(first)) {
        String evidence = name + "=" + base + " is the page without a number";
        return finding("" + base, Confidence.MEDIUM, evidence);
      }
    }
    return finding(names.now(Setting.PAGE_BASE), Confidence.LOW, "rows have no order");
  }

  private static Finding finding(String base, Confidence confidence, String evidence) {
    return Finding.of(Setting.PAGE_BASE, base, confidence, evidence);
  }
}
