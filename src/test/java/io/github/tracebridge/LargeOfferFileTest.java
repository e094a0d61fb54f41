package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file far larger than the memory is read offer by offer. */
class LargeOfferFileTest {
  private static final int OFFERS = 1000;
  private static final int ENTRIES = 1300;

  @TempDir Path folder;

  @Test
  void aHundredMegabytesAreJudgedInAHeapOf96() throws Exception {
    Path file = folder.resolve("large.json");
    write(file);
    assertThat(Files.size(file)).isGreaterThan(100_000_000);
    assertThat(validate(file)).contains(file + ": ok, 1000 offers for ppa");
  }

  private static void write(Path file) throws IOException {
    String entries =
        IntStream.range(0, ENTRIES)
            .mapToObj(
                i ->
                    "{\"start\":\"%d\",\"tenor\":\"%dY\",\"prices\":{\"2027\":85.25,\"2028\":83.5,\"2029\":81.125}}"
                        .formatted(2027 + i / 90, 1 + i % 90))
            .collect(Collectors.joining(",\n"));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"offers\":[\n");
      for (int i = 0; i < OFFERS; i++) {
        out.write(i == 0 ? "" : ",\n");
        out.write(
            """
            {"name":"PPA %1$d","tariffType":5,"countryCode":"DE","technology":"Wind",
            "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
            "negativePrices":"Excluded","hedgeSharePercent":100,
            "capacityTiers":[{"min":%1$d,"max":%1$d.5}]},"priceMatrix":["""
                .formatted(i));
        out.write(entries);
        out.write("]}");
      }
      out.write("]}\n");
    }
  }

  private String validate(Path file) throws Exception {
    Path said = folder.resolve("said.txt");
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.github.tracebridge.cli.Tracebridge",
                    "offers",
                    "validate",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      program.destroyForcibly();
    }
    return Files.readString(said);
  }
}
