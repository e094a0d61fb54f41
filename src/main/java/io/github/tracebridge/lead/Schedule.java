package io.github.tracebridge.lead;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * When something happens: each period, or by cron in a zone (UTC where none is named). Immutable.
 */
public final class Schedule {
  private final @Nullable Duration period;
  private final String cron;
  private final ZoneId zone;

  private Schedule(@Nullable Duration period, String cron, ZoneId zone) {
    this.period = period;
    this.cron = cron;
    this.zone = zone;
  }

  /** A period such as {@code 60s}, or cron such as {@code 0 0 3 * * ? Europe/Berlin}. */
  public static Schedule from(Settings settings, Setting setting) {
    String text = settings.text(setting).strip();
    if (!text.contains(" ")) {
      Duration period = settings.duration(setting);
      if (period.isZero()) {
        throw new SettingException(setting.property() + ": expected more than 0s. Correct it.");
      }
      return new Schedule(period, "", ZoneId.of("UTC"));
    }
    int last = text.lastIndexOf(' ');
    String tail = text.substring(last + 1);
    boolean zoned = tail.matches("[A-Za-z]+/.+|UTC|Z");
    try {
      ZoneId zone = ZoneId.of(zoned ? tail : "UTC");
      String cron = zoned ? text.substring(0, last).strip() : text;
      CronExpression.validateExpression(cron);
      return new Schedule(null, cron, zone);
    } catch (ParseException | DateTimeException e) {
      throw new SettingException(
          setting.property()
              + ": expected a period such as 60s, or cron such as \"0 0 3 * * ? Europe/Berlin\", but"
              + " was \""
              + text
              + "\". Correct it.");
    }
  }

  /**
   * The Camel endpoint that fires by this schedule, the first time at once where it is a period.
   */
  public String trigger(String name) {
    return period != null
        ? "timer:" + name + "?delay=0&period=" + period.toMillis()
        : "quartz:"
            + name
            + "?stateful=true&trigger.timeZone="
            + zone
            + "&cron="
            + cron.replace(' ', '+');
  }

  /** Whether it fired in {@code (last, now]}. */
  boolean firedSince(Instant last, Instant now) {
    if (period != null) {
      return !last.plus(period).isAfter(now);
    }
    Date next = expression().getNextValidTimeAfter(Date.from(last));
    return next != null && !next.toInstant().isAfter(now);
  }

  private CronExpression expression() {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone(zone));
      return expression;
    } catch (ParseException e) {
      throw new IllegalStateException("validated at start: " + cron, e);
    }
  }
}
