package io.github.tracebridge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A settings file, changed in place: comments, order and all else stay as they are. */
record SettingsFile(Path file) {

  /** Sets each of these, in its line where it has one, else at the end. */
  void set(Map<String, String> changes) throws IOException {
    changes.forEach(SettingsFile::requireHarmless);
    List<String> lines =
        Files.exists(file)
            ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8))
            : new ArrayList<>();
    Map<String, String> left = new LinkedHashMap<>(changes);
    lines.replaceAll(line -> replaced(line, left));
    left.forEach((name, value) -> lines.add(line(name, value)));
    String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
    replace(text);
  }

  /**
   * With the rights that it has; one that is new is for this user alone, for it may hold secrets.
   */
  private void replace(String text) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path part = Files.createTempFile(real.getParent(), ".tracebridge", ".part");
    try {
      Files.writeString(part, text);
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

  private static String replaced(String line, Map<String, String> left) {
    for (Map.Entry<String, String> change : left.entrySet()) {
      if (line.matches(
          "\\s*"
              + Pattern.quote(change.getKey())
              + "\\s*[=:\\s].*|\\s*"
              + Pattern.quote(change.getKey()))) {
        left.remove(change.getKey());
        return line(change.getKey(), change.getValue());
      }
    }
    return line;
  }

  private static String line(String name, String value) {
    return name + "=" + value.replace("\\", "\\\\");
  }
}
