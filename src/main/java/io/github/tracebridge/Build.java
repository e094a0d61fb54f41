package io.github.tracebridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built, as the build wrote it down.
 *
 * @param camel Camel's version
 */
public record Build(String version, String commit, String camel) {
  /** Reads it. */
  public static Build read() {
    Properties build = new Properties();
    try (InputStream file = Build.class.getResourceAsStream("/tracebridge-build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(
        String.valueOf(build.getProperty("version")),
        String.valueOf(build.getProperty("commit")),
        String.valueOf(build.getProperty("camel")));
  }
}
