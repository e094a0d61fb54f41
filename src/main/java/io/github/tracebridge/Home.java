package io.github.tracebridge;

import io.github.tracebridge.setting.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder where the product was unpacked: its routes are there. */
public record Home(Path folder) {

  /** As the launcher says, else the working directory. */
  public static Home find() {
    return new Home(
        Path.of(System.getProperty("tracebridge.home", "")).toAbsolutePath().normalize());
  }

  /** Where Camel finds the routes: all flows, the operator's own, and the sinks that are named. */
  String routePattern(List<String> sinks) {
    List<String> patterns = new ArrayList<>();
    patterns.add("file:" + folder.resolve("routes") + "/*.camel.yaml");
    for (String sink : sinks) {
      Path file = folder.resolve("routes/sinks/" + sink + ".camel.yaml");
      if (!Files.isReadable(file)) {
        throw new SettingException(
            "leads.sinks names \""
                + sink
                + "\", but there is no route "
                + file
                + ". Add that file, or correct leads.sinks.");
      }
      patterns.add("file:" + file);
    }
    return String.join(",", patterns);
  }
}
