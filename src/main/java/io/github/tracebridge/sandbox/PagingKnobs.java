package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a page is asked for. Immutable.
 *
 * @param pageBase number of the first page, 0 or 1
 */
public record PagingKnobs(
    String pageParam,
    String sizeParam,
    int pageBase,
    int defaultSize,
    int maxSize,
    OverMax overMax) {
  /** What becomes of a size above the maximum. */
  public enum OverMax {
    /** The maximum is answered. */
    CLAMP,
    /** Answered 400; {@code 400} in JSON. */
    @JsonProperty("400")
    REFUSE
  }

  public PagingKnobs {
    KnobRule.given("paging.pageParam", pageParam);
    KnobRule.given("paging.sizeParam", sizeParam);
    KnobRule.require(pageBase == 0 || pageBase == 1, "paging.pageBase", "0 or 1", pageBase);
    KnobRule.require(maxSize >= 1, "paging.maxSize", "at least 1", maxSize);
    KnobRule.require(
        defaultSize >= 1 && defaultSize <= maxSize,
        "paging.defaultSize",
        "1 to paging.maxSize",
        defaultSize);
    KnobRule.given("paging.overMax", overMax);
  }

  static PagingKnobs defaults() {
    return new PagingKnobs("page", "pageSize", 1, 50, 100, OverMax.CLAMP);
  }
}
