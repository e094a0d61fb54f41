package io.github.tracebridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Version, commit and Camel, as the build wrote them down. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("/tracebridge-build.properties")) {
      if (file != null) {
        build.load(file);
      }
    }
    return new String[] {
      "tracebridge " + build.getProperty("version"),
      "commit " + build.getProperty("commit"),
      "Camel " + build.getProperty("camel"),
      "Java " + Runtime.version()
    };
  }
}
