package io.github.tracebridge.leadfile;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes of a name that anybody may have given one that is nothing but a file's name, on every
 * system: no path, nothing hidden, nothing that a device or a half-written file is called.
 */
final class SafeName {
  static final int MOST_BYTES = 100;

  private static final Pattern ENDING = Pattern.compile("[\\p{L}\\p{N}]{1,12}");

  /** Control and format letters, what separates lines or paths, and what Windows refuses. */
  private static final Pattern ODD = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|%]");

  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$) *");

  private SafeName() {}

  /**
   * @param name as told
   * @param mark what tells it from others; it stands before the ending, which is kept
   */
  static String of(String name, String mark) {
    String odd = Normalizer.normalize(shortened(name), Normalizer.Form.NFC);
    String plain = bare(ODD.matcher(odd).replaceAll("_"));
    int dot = plain.lastIndexOf('.');
    String ending = plain.substring(dot + 1);
    boolean isEnding = dot > 0 && ENDING.matcher(ending).matches();
    String stem = bare(isEnding ? plain.substring(0, dot) : plain);
    String end = "-" + mark + (isEnding ? "." + finished(ending) : "");
    String fit = bare(cut(stem.isEmpty() ? "file" : stem, MOST_BYTES - bytes(end)));
    return (isDevice(fit + end) ? cut("_" + fit, MOST_BYTES - bytes(end)) : fit) + end;
  }

  /** No more of it than can count: it may be of megabytes. */
  private static String shortened(String name) {
    return name.length() <= 300
        ? name
        : name.substring(0, 250) + name.substring(name.length() - 50);
  }

  /** Neither hidden nor an option of a command, nor what Windows would leave out at the end. */
  private static String bare(String text) {
    return text.replaceAll("^[.\\s~-]+|[.\\s]+$", "");
  }

  /** One that is written yet goes by the ending part. */
  private static String finished(String ending) {
    return ending.equalsIgnoreCase("part") ? ending + "_" : ending;
  }

  /** Windows looks at what stands before the first dot. */
  private static boolean isDevice(String name) {
    return DEVICE.matcher(name.toLowerCase(Locale.ROOT).split("\\.", 2)[0]).matches();
  }

  private static String cut(String text, int most) {
    int end = text.length();
    while (bytes(text.substring(0, end)) > most) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
