package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of an offer file, by whatever name it is asked for. */
class ExplainTest {
  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).withoutLeads().offers();
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void aFileIsExplainedByItsNameItsNumberAndTheNameThatItHasNow() throws Exception {
    drop("prices.json", "{\"offers\":[");
    job.sync();
    String all = explain("prices.json");
    assertThat(all)
        .startsWith("prices.json: not published")
        .contains("[cut-short]", "What happened");
    assertThat(explain("1")).isEqualTo(all);
    String last;
    try (var files = Files.list(folder.resolve("offers/rejected"))) {
      last =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".json"))
              .filter(f -> !f.contains("receipt"))
              .findFirst()
              .orElseThrow();
    }
    assertThat(explain("data/offers/rejected/" + last)).isEqualTo(all);
  }

  @Test
  void theNewestOfThatNameIsExplainedAndTheOthersAreNamed() throws Exception {
    drop("prices.json", "{");
    job.sync();
    drop("prices.json", "[");
    job.sync();
    assertThat(explain("prices.json"))
        .contains("File number  2")
        .endsWith("file 1 had that name too: explain 1" + System.lineSeparator());
  }

  @Test
  void ofWhatNobodyKnowsNothingIsSaid() throws Exception {
    job.sync();
    try (Said said = new Said()) {
      assertThat(job.command("explain", "other.json")).isEqualTo(2);
      assertThat(said.text()).isEqualTo("tracebridge: nothing is known of other.json.\n");
    }
  }

  private String explain(String what) throws IOException {
    try (Said said = new Said()) {
      assertThat(job.command("explain", what)).isZero();
      return said.text();
    }
  }

  private void drop(String name, String content) throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
    Files.writeString(inbox.resolve(name), content);
  }
}
