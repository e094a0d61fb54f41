package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is trained works on made-up leads, so it may not know a user's settings. */
class TrainingTest {
  @TempDir Path folder;

  @Test
  void nothingOfTheEnvironmentReachesIt() throws IOException {
    Path seen = folder.resolve("environment");
    assertThat(System.getenv()).containsKey("HOME");
    int code = Tracebridge.run("demo", "--training", "--", "/bin/sh", "-c", "env >" + seen);
    assertThat(code).isZero();
    assertThat(Files.readAllLines(seen))
        .extracting(line -> line.replaceFirst("=.*", ""))
        .isSubsetOf("PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_");
  }
}
