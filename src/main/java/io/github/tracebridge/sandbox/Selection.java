package io.github.tracebridge.sandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which leads are asked for; null and empty mean any. Times are epoch microseconds, lower bounds
 * inclusive, upper ones exclusive. Immutable.
 *
 * @param freshCountAsUpdated whether a lead never changed counts as updated when it was created
 */
record Selection(
    @Nullable Long createdFrom,
    @Nullable Long createdTo,
    @Nullable Long updatedFrom,
    boolean freshCountAsUpdated,
    Facets facets) {
  static final Selection ALL = new Selection(null, null, null, false, Facets.ANY);

  boolean isRange() {
    return updatedFrom == null && facets.equals(Facets.ANY);
  }

  boolean hasUpdate(long created, Version version) {
    if (updatedFrom == null) {
      return true;
    }
    if (version.updated() == Version.NEVER) {
      return freshCountAsUpdated && created >= updatedFrom;
    }
    return version.updated() >= updatedFrom;
  }

  /**
   * Filters on contents.
   *
   * @param statuses any of these, case ignored
   * @param company part of the name, case ignored
   * @param email the whole, case ignored
   * @param contact part of first and last name, case ignored
   */
  record Facets(
      List<String> statuses,
      @Nullable String company,
      @Nullable String email,
      @Nullable String contact) {
    static final Facets ANY = new Facets(List.of(), null, null, null);

    boolean match(LeadFacts lead) {
      return (statuses.isEmpty() || statuses.stream().anyMatch(lead.status()::equalsIgnoreCase))
          && part(company, lead.company())
          && (email == null || email.equalsIgnoreCase(lead.email()))
          && part(contact, lead.firstName() + " " + lead.lastName());
    }

    private static boolean part(@Nullable String wanted, String text) {
      return wanted == null
          || text.replace("\\\"", "\"")
              .toLowerCase(Locale.ROOT)
              .contains(wanted.toLowerCase(Locale.ROOT));
    }
  }
}
