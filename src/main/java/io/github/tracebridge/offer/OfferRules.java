package io.github.tracebridge.offer;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.util.Set;

/**
 * How strictly files are judged, and how CSV is read.
 *
 * @param warnOnly names of the rules that only warn; all others refuse
 */
public record OfferRules(Set<String> warnOnly, CsvForm csv) {
  public OfferRules {
    warnOnly = Set.copyOf(warnOnly);
  }

  public OfferRules(Set<String> warnOnly) {
    this(warnOnly, CsvForm.USUAL);
  }

  /** By {@code offers.warn-rules}, {@code offers.csv-charset} and {@code offers.csv-decimal}. */
  public static OfferRules from(Settings settings) {
    return new OfferRules(Set.copyOf(settings.list(Setting.OFFERS_WARN_RULES)));
  }
}
