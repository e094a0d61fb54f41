package io.github.tracebridge.selftest;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real program as a process of its own, which can be killed. */
public final class JobProcess {
  private static final Set<String> KEPT = Set.of("PATH", "LANG", "LC_ALL");

  private static final String PASSED_ON =
      "-XX:SharedArchiveFile=.*|-Dtracebridge\\.home=.*|-Djava\\.io\\.tmpdir=.*";

  private JobProcess() {}

  /**
   * Not started yet; with this process's JVM, its class path, its class-data archive and its folder
   * for temporary files.
   *
   * @param folder which it works in; what it says is added to {@code log} there
   * @param environment its settings; this process's own are kept from it
   */
  public static ProcessBuilder of(Path folder, Map<String, String> environment, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.add("--enable-native-access=ALL-UNNAMED");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches(PASSED_ON))
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("io.github.tracebridge.cli.Tracebridge");
    line.addAll(List.of(command));
    ProcessBuilder process = new ProcessBuilder(line);
    process.environment().keySet().retainAll(KEPT);
    process.environment().putAll(environment);
    process.directory(folder.toFile());
    return process
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }
}
