package io.github.tracebridge.log;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.Locale;

/** The form of log lines. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** One object a line, by the Elastic Common Schema. */
  JSON;

  /**
   * The form that settings ask for.
   *
   * @throws SettingException where {@code log.format} is none of these
   */
  public static LogFormat from(Settings settings) {
    String text = settings.text(Setting.LOG_FORMAT);
    for (LogFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw SettingException.wrong(Setting.LOG_FORMAT.property(), "text or json", text);
  }
}
