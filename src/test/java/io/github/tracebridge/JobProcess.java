package io.github.tracebridge;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real program as a process of its own, which can be killed. */
final class JobProcess {
  private JobProcess() {}

  /** Not started yet; what it says goes to {@code log} in the folder, which it works in. */
  static ProcessBuilder of(Path folder, Map<String, String> environment, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-Dtracebridge.home=" + Path.of("").toAbsolutePath());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("io.github.tracebridge.cli.Tracebridge");
    line.addAll(List.of(command));
    ProcessBuilder process = new ProcessBuilder(line);
    process.environment().putAll(environment);
    process.directory(folder.toFile());
    File log = folder.resolve("log").toFile();
    return process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
  }
}
