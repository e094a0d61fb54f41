package io.github.tracebridge.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the two kinds of offers that are uploaded, and what it allows. Immutable.
 *
 * @param path of its endpoint, without prefix
 * @param granularity units a start may have: M for a month, Q for a quarter, Y for a year
 * @param choices in the order they are checked
 */
record TariffKind(
    String path,
    Set<Integer> tariffTypes,
    Set<String> technologies,
    String granularity,
    List<Choice> choices) {

  static final TariffKind DIRECT_MARKETING =
      new TariffKind(
          "/tariff-management/direct-marketing/upload",
          Set.of(3),
          Set.of("Solar", "Wind"),
          "MY",
          List.of(
              new Choice("directMarketingType", Set.of("EEG", "Other")),
              new Choice("enumerationType", Set.of("Spot", "MarketValue")),
              new Choice("serviceFeeType", Set.of("Relative", "Absolute"))));

  static final TariffKind PPA =
      new TariffKind(
          "/tariff-management/ppa/upload",
          Set.of(5, 6),
          Set.of("Solar", "Wind", "Biomass"),
          "MQY",
          List.of(
              new Choice("ppaStructure", Set.of("PayAsProduced", "PayAsForecasted")),
              new Choice("guaranteeOfOrigin", Set.of("Provider", "Customer", "None")),
              new Choice("negativePrices", Set.of("Excluded", "Included"))));

  /** A member of the configuration with its known values. */
  record Choice(String member, Set<String> values) {}

  /** Whose endpoint the path is; empty if it is no upload. */
  static Optional<TariffKind> at(String path, Knobs knobs) {
    String prefix = knobs.upload().pathPrefix();
    return List.of(DIRECT_MARKETING, PPA).stream()
        .filter(kind -> path.equals(prefix + kind.path()))
        .findFirst();
  }

  boolean isPpa() {
    return path.equals(PPA.path);
  }
}
