package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffersCommandTest {
  @TempDir Path folder;
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct-marketing", "ppa"})
  void aTemplateIsGoodAsItIsPrinted(String kind) throws IOException {
    assertThat(Tracebridge.run("offers", "template", kind)).isEqualTo(ExitCode.DONE);
    Path file = Files.write(folder.resolve("prices.csv"), said.toByteArray());
    assertThat(Path.of("examples/offers", kind, "template.csv")).hasSameBinaryContentAs(file);
    said.reset();
    assertThat(Tracebridge.run("offers", "validate", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(lines())
        .containsExactly(
            file + ": ok, 3 offers for " + kind, "1 ok, 0 refused; 0 violations, 0 warnings");
  }

  @Test
  void aFolderIsReadAtAnyDepthWithoutHiddenAndTemporaryFiles() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("ppa"));
    for (String name : List.of(".a.json", "~b.json", "c.json.part", "d.tmp", "e.txt", "f.JSON")) {
      Files.writeString(deep.resolve(name), "[]");
    }
    assertThat(Tracebridge.run("offers", "validate", folder.toString()))
        .isEqualTo(ExitCode.NEEDS_PERSON);
    assertThat(lines())
        .containsExactly(
            deep.resolve("f.JSON")
                + " line 1, column 1: expected an object with offer or offers, but was a list"
                + " [offer-or-offers]",
            "0 ok, 1 refused; 1 violations, 0 warnings");
  }

  @Test
  void aFileThatIsNotThereIsBadUse() {
    assertThat(Tracebridge.run("offers", "validate", folder.resolve("x.json").toString()))
        .isEqualTo(ExitCode.BAD_USE);
  }

  @Test
  void aMachineReadsTheSameAsJson() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{}");
    assertThat(Tracebridge.run("offers", "validate", "--json", file.toString()))
        .isEqualTo(ExitCode.NEEDS_PERSON);
    JsonNode json = new ObjectMapper().readTree(said.toByteArray());
    assertThat(json.at("/files/0/violations/0/rule").asText()).isEqualTo("offer-or-offers");
    assertThat(json.at("/files/0/violations/0/line").asInt()).isEqualTo(1);
    assertThat(json.at("/refused").asInt()).isEqualTo(1);
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
