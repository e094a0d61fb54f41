package io.github.tracebridge.lead;

import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How leads are walked and where they go.
 *
 * @param lookback how far a walk goes back behind its cursor
 * @param settle how far the cursor stays behind TRACE's own time
 * @param freshness age of the last proved walk above which health says down
 * @param patience how long a lead may wait for its delivery before health says down
 * @param sinks names, at least one
 * @param vanishLimit percent of all leads that may vanish at once; one lead may always
 * @param keep how long what leads tell is kept, once it is delivered; empty for ever
 */
public record LeadSettings(
    Schedule schedule,
    Schedule fullSchedule,
    Duration lookback,
    Duration settle,
    Duration freshness,
    Duration patience,
    List<String> sinks,
    int vanishLimit,
    Optional<Duration> keep) {
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Bounds DISTANCE = new Bounds(Duration.ZERO, YEAR);
  private static final Bounds KEPT = new Bounds(Duration.ofHours(1), YEAR.multipliedBy(100));
  private static final Bounds AGE = new Bounds(Duration.ofSeconds(1), YEAR.multipliedBy(2));

  public LeadSettings {
    DISTANCE.check(Setting.LEADS_LOOKBACK.property(), lookback);
    DISTANCE.check(Setting.LEADS_SETTLE.property(), settle);
    AGE.check(Setting.LEADS_FRESHNESS.property(), freshness);
    keep.ifPresent(time -> KEPT.check(Setting.LEADS_KEEP.property(), time));
    sinks = List.copyOf(sinks);
    if (sinks.isEmpty()) {
      throw new SettingException(
          "leads.sinks: expected at least one sink such as file, but was empty. Name one.");
    }
    for (String sink : sinks) {
      if (!sink.matches("[A-Za-z0-9_-]{1,64}")) {
        throw SettingException.wrong(
            Setting.LEADS_SINKS.property(), "names of letters, digits, - and _", sink);
      }
    }
  }

  /** Reads them; the schedule is looked at from that time on. */
  public static LeadSettings from(Settings settings, Instant now) {
    Schedule schedule = Schedule.from(settings, Setting.LEADS_SCHEDULE);
    Duration gap = gap(schedule, settings, now);
    boolean said = !settings.text(Setting.LEADS_FRESHNESS).isEmpty();
    Duration patience = said ? settings.duration(Setting.LEADS_FRESHNESS) : SHORTEST;
    Duration twice = gap.multipliedBy(2);
    return new LeadSettings(
        schedule,
        Schedule.from(settings, Setting.LEADS_FULL_SCHEDULE),
        settings.duration(Setting.LEADS_LOOKBACK),
        settings.duration(Setting.LEADS_SETTLE),
        said || twice.compareTo(patience) < 0 ? patience : twice,
        patience,
        settings.list(Setting.LEADS_SINKS),
        settings.count(Setting.LEADS_VANISH_LIMIT, 0, 100),
        settings.text(Setting.LEADS_KEEP).isEmpty()
            ? Optional.empty()
            : Optional.of(settings.duration(Setting.LEADS_KEEP)));
  }

  private static Duration gap(Schedule schedule, Settings settings, Instant now) {
    Duration gap = schedule.longestGap(now);
    if (gap.compareTo(YEAR) > 0) {
      throw SettingException.wrong(
          Setting.LEADS_SCHEDULE.property(),
          "walks at most 366d apart",
          settings.text(Setting.LEADS_SCHEDULE));
    }
    return gap;
  }
}
