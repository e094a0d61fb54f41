package io.github.tracebridge.discovery;

import io.github.tracebridge.setting.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Something that answers told.
 *
 * @param setting what it is a proposal for; null where it is only worth knowing
 * @param value what the setting should be, or the fact
 * @param confidence how sure that is
 * @param evidence what was seen
 * @param isObstacle whether no leads can be walked for it by the settings as they are proposed
 */
public record Finding(
    @Nullable Setting setting,
    String what,
    String value,
    Confidence confidence,
    String evidence,
    boolean isObstacle) {
  /** How sure a finding is. */
  public enum Confidence {
    /** It was tried, and nothing else explains what came. */
    HIGH,
    /** What came fits, and its name too. */
    MEDIUM,
    /** A guess by the name alone, or by very little data. */
    LOW
  }

  static Finding of(Setting setting, String value, Confidence confidence, String evidence) {
    return new Finding(setting, setting.property(), value, confidence, evidence, false);
  }

  static Finding fact(String what, String value, String evidence) {
    return new Finding(null, what, value, Confidence.HIGH, evidence, false);
  }

  static Finding obstacle(String what, String value, String evidence) {
    return new Finding(null, what, value, Confidence.HIGH, evidence, true);
  }
}
