package io.github.tracebridge.lead;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** When something happens. Immutable. */
public sealed interface Schedule permits Period, Cron {

  /**
   * A period such as {@code 60s}, or cron with seconds such as {@code 0 0 3 * * ? Europe/Berlin};
   * in UTC where no zone is named.
   */
  static Schedule from(Settings settings, Setting setting) {
    String text = settings.text(setting).strip();
    String[] parts = text.split("\\s+");
    if (parts.length == 1 && text.matches("\\d.*")) {
      return new Period(setting.property(), settings.duration(setting));
    }
    // behind six fields there may be a year, and behind that a zone, which begins like none
    String last = parts[parts.length - 1];
    boolean zoned = parts.length > 6 && !last.matches("[0-9*].*");
    int fields = parts.length - (zoned ? 1 : 0);
    try {
      if (fields == 6 || fields == 7) {
        ZoneId zone = ZoneId.of(zoned ? last : "UTC");
        return new Cron(String.join(" ", List.of(parts).subList(0, fields)), zone);
      }
    } catch (DateTimeException e) {
      throw SettingException.wrong(setting.property(), "a time zone such as Europe/Berlin", last);
    } catch (ParseException e) {
      // said below, as for too many fields
    }
    throw SettingException.wrong(
        setting.property(),
        "a period such as 60s, or cron such as \"0 0 3 * * ? Europe/Berlin\"",
        text);
  }

  /** The Camel endpoint that fires by this schedule, and once as soon as it is started. */
  String trigger(String name);

  /** Whether it fired in {@code (last, now]}. */
  boolean firedSince(Instant last, Instant now);

  /** The longest time between two firings in the year from then on; more where there are none. */
  Duration longestGap(Instant from);
}
