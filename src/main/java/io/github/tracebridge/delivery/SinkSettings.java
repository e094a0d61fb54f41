package io.github.tracebridge.delivery;

import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.util.Locale;

/**
 * How leads go to one sink.
 *
 * @param versions which of a lead's versions it gets
 * @param batch most that go to it at once
 * @param parallel how many requests may be under way at once
 * @param repeat what may be done about a request without an answer
 * @param lookUpAfter how long such a request is left alone, for the sink may still be at work on it
 */
public record SinkSettings(
    String name, Versions versions, int batch, int parallel, Repeat repeat, Duration lookUpAfter) {
  private static final int MOST_AT_ONCE = 100_000;
  private static final int LINES = 500;
  private static final Bounds LOOK_UP_AFTER = new Bounds(Duration.ZERO, Duration.ofHours(1));

  /** Which of a lead's versions a sink gets. */
  public enum Versions {
    /** Every one, in the order in which they were seen. */
    EVERY,
    /** The newest that there is when it goes out. */
    LATEST
  }

  /** What may be done about a request without an answer. */
  public enum Repeat {
    /** It may go out again: twice is the same as once. */
    SAFE,
    /** The sink's route asks first whether the sink has it. */
    LOOK_UP,
    /** Nothing, before a person has looked. */
    NEVER
  }

  /**
   * Reads them.
   *
   * @param versions what holds where nothing is set
   * @param repeat what holds where nothing is set
   */
  public static SinkSettings from(
      Settings settings, String name, Versions versions, Repeat repeat) {
    Versions chosen = choice(settings, Setting.SINK_VERSIONS, name, versions);
    Repeat after = choice(settings, Setting.SINK_REPEAT, name, repeat);
    return new SinkSettings(
        name,
        chosen,
        settings.has(Setting.SINK_BATCH, name)
            ? settings.count(Setting.SINK_BATCH, 1, MOST_AT_ONCE, name)
            : chosen == Versions.EVERY ? LINES : 1,
        settings.count(Setting.SINK_PARALLEL, 1, 64, name),
        after,
        after == Repeat.NEVER ? Duration.ZERO : lookUpAfter(settings, name));
  }

  private static Duration lookUpAfter(Settings settings, String name) {
    Duration value = settings.duration(Setting.SINK_LOOK_UP_AFTER, name);
    LOOK_UP_AFTER.check(Setting.SINK_LOOK_UP_AFTER.property(name), value);
    return value;
  }

  private static <E extends Enum<E>> E choice(
      Settings settings, Setting setting, String name, E fallback) {
    String text = settings.text(setting, name);
    if (text.isEmpty()) {
      return fallback;
    }
    E[] all = fallback.getDeclaringClass().getEnumConstants();
    StringBuilder names = new StringBuilder();
    for (E each : all) {
      String word = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return each;
      }
      names.append(names.isEmpty() ? "" : " or ").append(word);
    }
    throw SettingException.wrong(setting.property(name), names.toString(), text);
  }
}
