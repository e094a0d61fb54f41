package io.github.tracebridge.setting;

import java.time.Duration;

/**
 * The least and the most that a duration may be, both inclusive. Less would make a wait one for
 * ever or none, more would lead to no date.
 */
public record Bounds(Duration least, Duration most) {

  /**
   * Refuses a value that is outside.
   *
   * @throws SettingException which names property, bounds and value
   */
  public void check(String property, Duration value) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      String expected = "a duration from " + Values.text(least) + " to " + Values.text(most);
      throw SettingException.wrong(property, expected, Values.text(value));
    }
  }
}
