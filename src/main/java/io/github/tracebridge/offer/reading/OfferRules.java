package io.github.tracebridge.offer.reading;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.Spelling;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How strictly files are judged, and how CSV is read.
 *
 * @param warnOnly names of the rules that only warn; all others refuse
 */
public record OfferRules(Set<String> warnOnly, CsvForm csv) {
  public OfferRules {
    warnOnly = Set.copyOf(warnOnly);
    warnOnly.forEach(OfferRules::check);
  }

  public OfferRules(Set<String> warnOnly) {
    this(warnOnly, CsvForm.USUAL);
  }

  /** By {@code offers.warn-rules}, {@code offers.csv-charset} and {@code offers.csv-decimal}. */
  public static OfferRules from(Settings settings) {
    return new OfferRules(
        Set.copyOf(settings.list(Setting.OFFERS_WARN_RULES)),
        new CsvForm(
            choice(settings, Setting.OFFERS_CSV_CHARSET, CsvForm.Charset.values()),
            choice(settings, Setting.OFFERS_CSV_DECIMAL, CsvForm.Decimal.values())));
  }

  boolean warnsOnly(Rule rule) {
    return warnOnly.contains(rule.text());
  }

  private static void check(String name) {
    Rule rule =
        Stream.of(Rule.values())
            .filter(r -> r.text().equals(name))
            .findFirst()
            .orElseThrow(
                () -> refusal(name, " is not a rule. Did you mean " + nearest(name) + "?"));
    if (rule.isFixed()) {
      throw refusal(name, " always refuses, as the file cannot be sent without it. Leave it out.");
    }
  }

  private static String nearest(String name) {
    return Spelling.nearest(name, Rule.names());
  }

  private static SettingException refusal(String name, String fact) {
    return new SettingException(Setting.OFFERS_WARN_RULES.property() + ": \"" + name + "\"" + fact);
  }

  private static <T extends Enum<T>> T choice(Settings settings, Setting setting, T[] choices) {
    String value = settings.text(setting).strip();
    return Stream.of(choices)
        .filter(choice -> text(choice).equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                SettingException.wrong(
                    setting.property(),
                    String.join(" or ", Stream.of(choices).map(OfferRules::text).toList()),
                    value));
  }

  private static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
