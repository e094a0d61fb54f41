package io.github.tracebridge.offer;

import io.github.tracebridge.offer.reading.OfferRules;
import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How offer files are taken, judged and uploaded.
 *
 * @param folder parent of the inbox and of its siblings
 * @param settle how long a file must stand still
 * @param holdAbove percent of a price's move above which a file is held; null: none is
 * @param resendAfter how long an upload without an answer is left alone
 * @param readBack whether contract options are asked after a lost answer
 * @param patience how long a file may wait before health says down
 */
public record OfferSettings(
    Path folder,
    Duration settle,
    Sidecar sidecar,
    @Nullable BigDecimal holdAbove,
    Duration resendAfter,
    boolean readBack,
    Duration patience,
    OfferRules rules) {
  private static final Bounds SETTLE = new Bounds(Duration.ZERO, Duration.ofDays(1));
  private static final Bounds PATIENCE = new Bounds(Duration.ofSeconds(1), Duration.ofDays(366));

  /** What says that a file is whole, besides its standing still. */
  public enum Sidecar {
    NONE(""),
    DONE(".done"),
    SHA256(".sha256");

    private final String ending;

    Sidecar(String ending) {
      this.ending = ending;
    }

    /** Added to the name of the file; empty for none. */
    String ending() {
      return ending;
    }
  }

  public OfferSettings {
    SETTLE.check(Setting.OFFERS_SETTLE.property(), settle);
    SETTLE.check(Setting.OFFERS_RESEND_AFTER.property(), resendAfter);
    PATIENCE.check(Setting.OFFERS_PATIENCE.property(), patience);
  }

  public static OfferSettings from(Settings settings) {
    return new OfferSettings(
        settings.path(Setting.OFFERS_FOLDER),
        settings.duration(Setting.OFFERS_SETTLE),
        sidecar(settings.text(Setting.OFFERS_SIDECAR)),
        percent(settings.text(Setting.OFFERS_HOLD_ABOVE)),
        settings.duration(Setting.OFFERS_RESEND_AFTER),
        settings.isTrue(Setting.OFFERS_READ_BACK),
        settings.duration(Setting.OFFERS_PATIENCE),
        OfferRules.from(settings));
  }

  private static Sidecar sidecar(String text) {
    for (Sidecar sidecar : Sidecar.values()) {
      if (sidecar.name().toLowerCase(Locale.ROOT).equals(text)) {
        return sidecar;
      }
    }
    throw SettingException.wrong(
        Setting.OFFERS_SIDECAR.property(), "one of none, done and sha256", text);
  }

  private static @Nullable BigDecimal percent(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw SettingException.wrong(
          Setting.OFFERS_HOLD_ABOVE.property(), "percent such as 15", text);
    }
    return new BigDecimal(text);
  }
}
