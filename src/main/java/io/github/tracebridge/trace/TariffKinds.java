package io.github.tracebridge.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What kinds of tariffs a lead is about, in few words to count by. TRACE does not document all
 * kinds, so none is refused.
 *
 * @param pointer where a lead tells them, {@code *} for each element of a list; empty for nowhere
 */
public record TariffKinds(String pointer) {
  /** What stands for kinds that cannot be counted by their own names. */
  public static final String OTHER = "other";

  /** For those to whom it does not matter. */
  public static final TariffKinds NONE = new TariffKinds("");

  private static final int LONGEST = 40;

  /** Nothing that a person may have written. */
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9._-]+");

  public TariffKinds {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw SettingException.wrong(
          Setting.TARIFF_KIND.property(),
          "a JSON pointer such as " + Setting.TARIFF_KIND.fallback(),
          pointer);
    }
  }

  public static TariffKinds from(Settings settings) {
    return new TariffKinds(settings.text(Setting.TARIFF_KIND));
  }

  /**
   * The kinds of a lead, each once, sorted and joined by {@code +}: at most 40 letters, digits,
   * dots, dashes and pluses. Empty where it tells none; {@code other} where they do not fit.
   */
  public String of(JsonNode lead) {
    if (pointer.isEmpty()) {
      return "";
    }
    TreeSet<String> kinds = new TreeSet<>();
    for (JsonNode told : ElementPointer.at(lead, pointer)) {
      if (!told.isMissingNode() && !told.isNull()) {
        kinds.add(KIND.matcher(told.asText("")).matches() ? told.asText() : OTHER);
      }
    }
    String all = String.join("+", kinds);
    return all.length() <= LONGEST ? all : OTHER;
  }
}
