package io.github.tracebridge.cli;

import io.github.tracebridge.Build;
import picocli.CommandLine.IVersionProvider;

/** Version, commit and Camel, as the build wrote them down. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.read();
    return new String[] {
      "tracebridge " + build.version(),
      "commit " + build.commit(),
      "Camel " + build.camel(),
      "Java " + Runtime.version()
    };
  }
}
