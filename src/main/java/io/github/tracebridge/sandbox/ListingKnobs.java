package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the leads are and what surrounds them. Immutable.
 *
 * @param envelopeKey member that holds the list; empty for a bare array
 * @param totalKey member that holds the total, also nested as {@code pagination.total}; empty for
 *     none
 * @param beyondLast what becomes of a page behind the last one
 * @param createdFromParam name of the filter, inclusive; empty where TRACE has none, so that it is
 *     ignored as any unknown parameter
 * @param createdToParam the same, exclusive
 * @param updatedFromParam the same, inclusive
 */
public record ListingKnobs(
    String leadsPath,
    String envelopeKey,
    String totalKey,
    Order order,
    BeyondLast beyondLast,
    String createdFromParam,
    String createdToParam,
    String updatedFromParam) {
  /** Order of the leads. */
  public enum Order {
    /** Newest first; id among equals. */
    CREATED_DESC,
    /** Oldest first; id among equals. */
    CREATED_ASC,
    /** Another one at each request. */
    UNSTABLE
  }

  /** What a page behind the last one gets; the first page is always there. */
  public enum BeyondLast {
    /** A page without rows. */
    EMPTY,
    /** Answered 404; {@code 404} in JSON. */
    @JsonProperty("404")
    NOT_FOUND,
    /** Answered 400; {@code 400} in JSON. */
    @JsonProperty("400")
    REFUSE
  }

  public ListingKnobs {
    KnobRule.given("listing.leadsPath", leadsPath);
    KnobRule.require(leadsPath.startsWith("/"), "listing.leadsPath", "a path from /", leadsPath);
    KnobRule.given("listing.envelopeKey", envelopeKey);
    KnobRule.given("listing.totalKey", totalKey);
    KnobRule.given("listing.order", order);
    KnobRule.given("listing.beyondLast", beyondLast);
    KnobRule.given("listing.createdFromParam", createdFromParam);
    KnobRule.given("listing.createdToParam", createdToParam);
    KnobRule.given("listing.updatedFromParam", updatedFromParam);
  }

  static ListingKnobs defaults() {
    return new ListingKnobs(
        "/api/crm/leads/energy-tariff",
        "items",
        "totalCount",
        Order.CREATED_DESC,
        BeyondLast.EMPTY,
        "createdFrom",
        "createdTo",
        "updatedFrom");
  }
}
