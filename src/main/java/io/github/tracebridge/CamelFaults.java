package io.github.tracebridge;

import io.github.tracebridge.setting.SettingException;
import java.util.Set;
import org.apache.camel.PropertyBindingException;

/** Says in one sentence what of the user's {@code camel.*} settings Camel did not take. */
final class CamelFaults {
  private CamelFaults() {}

  /**
   * The fault itself where none of those settings is the reason. No value is shown, for it may be a
   * secret.
   *
   * @param names the settings as the user spelt them
   */
  static RuntimeException explain(RuntimeException fault, Set<String> names) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof PropertyBindingException wrong && wrong.getOptionPrefix() != null) {
        return refused(wrong.getOptionPrefix() + wrong.getOptionKey(), names);
      }
    }
    return fault;
  }

  private static SettingException refused(String name, Set<String> names) {
    String spelt =
        names.stream()
            .filter(n -> CamelDefaults.plain(n).equals(CamelDefaults.plain(name)))
            .findFirst()
            .orElse(name);
    return new SettingException(
        spelt
            + ": Camel knows no such setting, or cannot read its value. Correct it, or leave it"
            + " out.");
  }
}
