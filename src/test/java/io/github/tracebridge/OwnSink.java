package io.github.tracebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The program as unpacked in a folder of its own, with a sink that a user wrote. */
final class OwnSink {
  static final String NAME = "mylog";

  private OwnSink() {}

  /**
   * Unpacks it.
   *
   * @param steps of the sink's route, as YAML from the first column
   */
  static Home in(Path folder, String steps) throws IOException {
    for (String part : new String[] {"routes", "mapping"}) {
      try (Stream<Path> files = Files.walk(Path.of(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(file.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    String route =
        """
        - route:
            id: sink-mylog
            errorHandler:
              noErrorHandler: {}
            from:
              uri: direct:sink-mylog
              steps:
        """;
    Files.writeString(folder.resolve("routes/sinks/mylog.camel.yaml"), route + steps.indent(8));
    return new Home(folder);
  }
}
