package io.github.tracebridge.lead;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How leads are walked and where they go.
 *
 * @param lookback how far a walk goes back behind its cursor
 * @param settle how far the cursor stays behind TRACE's own time
 * @param sinks names, at least one
 * @param vanishLimit percent of all leads that may vanish at once; one lead may always
 */
public record LeadSettings(
    Schedule schedule,
    Schedule fullSchedule,
    Duration lookback,
    Duration settle,
    Duration freshness,
    List<String> sinks,
    int vanishLimit) {

  public LeadSettings {
    sinks = List.copyOf(sinks);
    if (sinks.isEmpty()) {
      throw new SettingException(
          "leads.sinks: expected at least one sink such as file, but was empty. Name one.");
    }
    for (String sink : sinks) {
      if (!sink.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new SettingException(
            "leads.sinks: expected names of letters, digits, - and _, but was \""
                + sink
                + "\". Correct it.");
      }
    }
  }

  public static LeadSettings from(Settings settings) {
    return new LeadSettings(
        Schedule.from(settings, Setting.LEADS_SCHEDULE),
        Schedule.from(settings, Setting.LEADS_FULL_SCHEDULE),
        settings.duration(Setting.LEADS_LOOKBACK),
        settings.duration(Setting.LEADS_SETTLE),
        settings.duration(Setting.LEADS_FRESHNESS),
        settings.list(Setting.LEADS_SINKS),
        settings.count(Setting.LEADS_VANISH_LIMIT, 0, 100));
  }
}
