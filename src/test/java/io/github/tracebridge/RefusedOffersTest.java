package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many refused offer files still lie there. */
class RefusedOffersTest {
  private static final int FILES = 105;

  @TempDir Path folder;

  @Test
  void allThatLieThereAreCountedHoweverManyAndNoneThatWasTakenOut() throws Exception {
    try (WholeJob whole =
        new WholeJob(folder).withoutLeads().offers().set("camel.main.jmx-enabled", "true")) {
      Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
      for (int file = 0; file < FILES; file++) {
        Files.writeString(inbox.resolve("prices-" + file + ".json"), "{");
      }
      whole.sync();
      assertThat(Jmx.number("type=Offers", "Refused")).isEqualTo(FILES);
      List<Path> newest = rejected().stream().skip(5).toList();
      for (Path file : newest) {
        Files.delete(file);
      }
      Awaitility.await().until(() -> Jmx.number("type=Offers", "Refused") == 5);
    }
  }

  /** By their numbers. */
  private List<Path> rejected() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("offers/rejected"))) {
      return files
          .filter(file -> file.toString().matches(".*-\\d+\\.json"))
          .sorted(Comparator.comparingLong(RefusedOffersTest::number))
          .toList();
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.toString().replaceAll(".*-(\\d+)\\.json", "$1"));
  }
}
