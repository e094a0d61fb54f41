package io.github.tracebridge.lead;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** At the times of a cron expression in a zone. Immutable. */
final class Cron implements Schedule {
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Duration NEVER = YEAR.multipliedBy(1000);

  private final CronExpression expression;
  private final ZoneId zone;

  /**
   * @throws ParseException where the expression is none
   */
  Cron(String expression, ZoneId zone) throws ParseException {
    this.expression = new CronExpression(expression);
    // TimeZone takes UTC+2 for UTC, but knows the offset that it stands for
    this.zone = zone.normalized();
    this.expression.setTimeZone(TimeZone.getTimeZone(this.zone));
  }

  /** All times since long ago were missed then, for which Quartz makes up by one firing at once. */
  @Override
  public String trigger(String name) {
    // Camel takes the + of GMT+2 for a space even where it is encoded, save in RAW
    return "quartz:"
        + name
        + "?stateful=true&trigger.startAt=1970-01-01T00:00:00UTC&trigger.timeZone=RAW("
        + expression.getTimeZone().getID()
        + ")&cron="
        + URLEncoder.encode(expression.getCronExpression(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean firedSince(Instant last, Instant now) {
    return !next(last).isAfter(now);
  }

  /**
   * All days that have firings have the same, so that it is enough to look at one of them whole.
   */
  @Override
  public Duration longestGap(Instant from) {
    Instant end = from.plus(YEAR);
    Instant first = next(midnight(from, 0));
    Duration longest = Duration.between(from, first);
    Instant last = first;
    for (Instant next = first; next.isBefore(midnight(first, 1)); next = next(last)) {
      longest = longer(longest, Duration.between(last, next));
      last = next;
    }
    Duration day = Duration.between(first, last);
    while (first.isBefore(end)) {
      Instant next = next(midnight(first, 1));
      longest = longer(longest, Duration.between(first.plus(day), next));
      first = next;
    }
    return longest;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** A moment before the first of a day, so many days behind the one of that time. */
  private Instant midnight(Instant time, int days) {
    LocalDate day = time.atZone(zone).toLocalDate().plusDays(days);
    return day.atStartOfDay(zone).toInstant().minusMillis(1);
  }

  /** The first firing behind that time; a thousand years later where it fires no more. */
  private Instant next(Instant time) {
    Date next = expression.getNextValidTimeAfter(Date.from(time));
    return next == null ? time.plus(NEVER) : next.toInstant();
  }
}
