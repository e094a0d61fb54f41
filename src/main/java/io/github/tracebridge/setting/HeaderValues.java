package io.github.tracebridge.setting;

import java.util.regex.Pattern;

/** Values of headers, any of which may be a secret. */
final class HeaderValues {
  /** Shorter ones of other headers are words such as TRACE, which the log needs. */
  private static final int LONG_ENOUGH = 8;

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(auth|key|token|secret|pass|cookie|credential|sign).*");

  private HeaderValues() {}

  /**
   * Has them masked: each as a whole, and what stands behind a scheme such as Bearer.
   *
   * @param property the setting that they are of
   * @throws SettingException where one is too short for that
   */
  static void mask(String property, String headers, Secrets secrets) {
    for (String line : headers.split("[,\n]")) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      boolean isSecret = colon > 0 && SECRET.matcher(line.substring(0, colon)).matches();
      if (isSecret && !value.isEmpty() || value.length() >= LONG_ENOUGH) {
        keep(property, value, secrets);
        String last = value.substring(value.lastIndexOf(' ') + 1);
        if (last.length() >= LONG_ENOUGH) {
          keep(property, last, secrets);
        }
      }
    }
  }

  private static void keep(String property, String value, Secrets secrets) {
    var unused = secrets.keep(property, new Secret(value));
  }
}
