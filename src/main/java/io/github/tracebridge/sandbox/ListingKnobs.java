package io.github.tracebridge.sandbox;

/**
 * Where the leads are and what surrounds them. Immutable.
 *
 * @param envelopeKey member that holds the list; empty for a bare array
 * @param totalKey member that holds the total, also nested as {@code pagination.total}; empty for
 *     none
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

  public ListingKnobs {
    KnobRule.given("listing.leadsPath", leadsPath);
    KnobRule.require(leadsPath.startsWith("/"), "listing.leadsPath", "a path from /", leadsPath);
    KnobRule.given("listing.envelopeKey", envelopeKey);
    KnobRule.given("listing.totalKey", totalKey);
    KnobRule.given("listing.order", order);
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
        "createdFrom",
        "createdTo",
        "updatedFrom");
  }
}
