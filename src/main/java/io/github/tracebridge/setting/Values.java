package io.github.tracebridge.setting;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the forms that a value may have; each refusal names the expectation and the fact. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*([KMG])B");

  /** In a host, where Java's URI takes none. */
  private static final Pattern UNDERSCORE = Pattern.compile("://[^/?#@]*_");

  private Values() {}

  /** Count and unit such as {@code 500ms}, {@code 60s}, {@code 10m}, {@code 24h}, {@code 7d}. */
  static Duration duration(String name, String value) {
    Matcher form = DURATION.matcher(value.strip());
    if (!form.matches()) {
      throw SettingException.wrong(name, "a count and a unit such as 60s, 10m or 24h", value);
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** Count and unit such as {@code 500KB}, {@code 100MB}, {@code 2GB}, of 1024 each. */
  static long bytes(String name, String value) {
    Matcher form = SIZE.matcher(value.strip());
    if (!form.matches()) {
      throw SettingException.wrong(name, "a count and a unit such as 500KB, 100MB or 2GB", value);
    }
    int power = "KMG".indexOf(form.group(2)) + 1;
    return Long.parseLong(form.group(1)) << 10 * power;
  }

  /** The other way round, in the largest unit that leaves no fraction. */
  static String text(Duration value) {
    long millis = value.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + "m";
    }
    return minutes % 1440 == 0 ? minutes / 1440 + "d" : minutes / 60 + "h";
  }

  static boolean isTrue(String name, String text) {
    if (!text.matches("true|false")) {
      throw SettingException.wrong(name, "true or false", text);
    }
    return text.equals("true");
  }

  static int count(String name, String value, int least, int most) {
    try {
      int count = Integer.parseInt(value.strip());
      if (count >= least && count <= most) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of bounds
    }
    throw SettingException.wrong(name, "a whole number from " + least + " to " + most, value);
  }

  /** The base of others: as an endpoint, without a slash at its end. */
  static URI url(String name, String value) {
    String stripped = value.strip();
    return endpoint(name, stripped.replaceAll("(?<=[^:/])/+$", ""));
  }

  /**
   * An absolute http or https URL without query and fragment; of several slashes in a row all but
   * one are dropped.
   */
  static URI endpoint(String name, String value) {
    String expected = "a URL such as https://api.example.com";
    try {
      String trimmed = value.strip().replaceAll("(?<=[^:/])//+", "/");
      URI url = new URI(trimmed);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean bare = url.getQuery() == null && url.getFragment() == null;
      if (url.getPort() == 0 || url.getPort() > 65_535) {
        expected = "a port from 1 to 65535";
      } else if (http && url.getHost() != null && bare && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below, as for another scheme
    }
    Matcher user = USER_INFO.matcher(value);
    if (user.find()) {
      expected = "a URL without user and password, which have settings of their own";
    } else if (UNDERSCORE.matcher(value).find()) {
      expected = "a host name without _";
    }
    throw SettingException.wrong(name, expected, user.replaceAll("//***@"));
  }

  /** Absolute and without detours. */
  static Path path(String name, String value) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw SettingException.wrong(
          name, "the name of a file or folder", value.replaceAll("\\p{Cntrl}", "?"));
    }
  }
}
