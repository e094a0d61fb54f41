package io.github.tracebridge.cli;

import io.github.tracebridge.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A settings file, changed in place: comments, order and all else stay as they are. */
record SettingsFile(Path file) {

  /** Sets each of these, in its line where it has one, else at the end. */
  void set(Map<String, String> changes) throws IOException {
    List<String> lines =
        Files.exists(file)
            ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8))
            : new ArrayList<>();
    Map<String, String> left = new LinkedHashMap<>(changes);
    lines.replaceAll(line -> replaced(line, left));
    left.forEach((name, value) -> lines.add(line(name, value)));
    String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
    DurableFiles.write(
        file.toAbsolutePath(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
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
