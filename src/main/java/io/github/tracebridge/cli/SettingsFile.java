package io.github.tracebridge.cli;

import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A settings file, changed in place: comments, order and all else stay as they are. */
record SettingsFile(Path file) {
  private static final Pattern BEHIND_LINE = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");
  private static final Pattern LINE_END = Pattern.compile("(\r\n|[\r\n])?\\z");
  private static final Pattern CONTINUED =
      Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\(\r\n|[\r\n])?\\z");
  private static final Pattern COMMENT = Pattern.compile("\\A[ \t\f]*[#!]");

  /**
   * Sets each of these where the file gives it, else at its end; returns how many were not so yet.
   *
   * @param check is shown what is to take the file's place; where it throws, the file stays
   * @throws IllegalArgumentException with a sentence where the file would not be read as meant
   */
  int set(Map<String, String> changes, Consumer<Path> check) throws IOException {
    changes.forEach(SettingsFile::requireHarmless);
    boolean isThere = Files.exists(file);
    Map<String, String> expected = new TreeMap<>(isThere ? SettingsLoader.read(file) : Map.of());
    Map<String, String> differing = new TreeMap<>(changes);
    differing.entrySet().removeIf(each -> each.getValue().equals(expected.get(each.getKey())));
    if (!differing.isEmpty()) {
      expected.putAll(differing);
      String text = changed(isThere ? Files.readString(file) : "", differing);
      replace(
          text,
          part -> {
            requireRead(part, expected, differing);
            check.accept(part);
          });
    }
    return differing.size();
  }

  private void requireRead(Path part, Map<String, String> expected, Map<String, String> changes) {
    if (!SettingsLoader.read(part).equals(expected)) {
      throw new IllegalArgumentException(
          file
              + " is left as it is: "
              + String.join(", ", changes.keySet())
              + " would not be read there as it was found. Set it by hand.");
    }
  }

  /**
   * With the rights that it has; one that is new is for this user alone, for it may hold secrets.
   */
  private void replace(String text, Consumer<Path> check) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path part = Files.createTempFile(real.getParent(), ".tracebridge", ".part");
    try {
      Files.write(part, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.DSYNC);
      check.accept(part);
      if (Files.exists(real)) {
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(real));
      }
      Files.move(part, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Values come from answers: none may be more than the value of its own setting. */
  private static void requireHarmless(String name, String value) {
    if (value.contains("{{") || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          name + " is not written: what was found holds {{ or a control character.");
    }
  }

  private static String changed(String text, Map<String, String> changes) throws IOException {
    int begin = text.startsWith(SettingsLoader.BYTE_ORDER_MARK) ? 1 : 0;
    List<String> entries = entries(text.substring(begin));
    Matcher end = Pattern.compile("\r\n|[\r\n]").matcher(text);
    String lineEnd = end.find() ? end.group() : System.lineSeparator();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String line = change.getKey() + "=" + change.getValue().replace("\\", "\\\\");
      int at = last(entries, change.getKey());
      if (at >= 0) {
        entries.set(at, line + end(entries.get(at)));
      } else {
        append(entries, line, lineEnd);
      }
    }
    return text.substring(0, begin) + String.join("", entries);
  }

  /** Each with its line ends and all lines that continue it: joined they are the text. */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    for (String line : BEHIND_LINE.split(text)) {
      int last = entries.size() - 1;
      if (last >= 0 && goesOn(entries.get(last))) {
        entries.set(last, entries.get(last) + line);
      } else {
        entries.add(line);
      }
    }
    return entries;
  }

  private static boolean goesOn(String entry) {
    return CONTINUED.matcher(entry).find() && !COMMENT.matcher(entry).find();
  }

  /** The last one counts where a name is given twice; -1 where it is not. */
  private static int last(List<String> entries, String name) throws IOException {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Properties entry = new Properties();
      entry.load(new StringReader(entries.get(i)));
      if (entry.containsKey(name)) {
        return i;
      }
    }
    return -1;
  }

  private static void append(List<String> entries, String line, String lineEnd) {
    String last = entries.get(entries.size() - 1);
    if (!last.isEmpty() && end(last).isEmpty()) {
      entries.add(lineEnd);
    }
    if (goesOn(last)) {
      entries.add(lineEnd);
    }
    entries.add(line + lineEnd);
  }

  private static String end(String entry) {
    Matcher end = LINE_END.matcher(entry);
    return end.find() ? end.group() : "";
  }
}
