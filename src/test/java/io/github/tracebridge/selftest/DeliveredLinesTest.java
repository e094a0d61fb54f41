package io.github.tracebridge.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Truth;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other tests believe this one's verdicts. */
class DeliveredLinesTest {
  private static final UUID LEAD = UUID.fromString("6b1d0000-0000-4000-8000-000000000001");

  @TempDir Path folder;

  @Test
  void everyVersionOnceIsFlawless() throws IOException {
    write("a.ndjson", line(1, "created", "x") + line(2, "changed", "y"));
    assertThat(verdict(1, "y")).isEqualTo(Verdict.FLAWLESS);
  }

  @Test
  void aLeadWithoutItsLatestContentsIsLost() throws IOException {
    assertThat(verdict(0, "x").lost()).hasSize(1);
    write("a.ndjson", line(1, "created", "x"));
    assertThat(verdict(1, "y").lost()).hasSize(1);
  }

  @Test
  void soIsAVersionThatIsPassedOver() throws IOException {
    write("a.ndjson", line(1, "created", "x") + line(3, "changed", "y"));
    assertThat(verdict(2, "y").lost()).hasSize(1);
  }

  @Test
  void aVersionTwiceIsADuplicate() throws IOException {
    write("a.ndjson", line(1, "created", "x"));
    write("b.ndjson", line(1, "created", "x"));
    assertThat(verdict(0, "x").duplicated()).isNotEmpty();
  }

  @Test
  void soAreTheSameContentsTwice() throws IOException {
    write("a.ndjson", line(1, "created", "x") + line(2, "changed", "x"));
    assertThat(verdict(1, "x").duplicated()).hasSize(1);
  }

  @Test
  void soAreMoreVersionsThanTheLeadHad() throws IOException {
    write("a.ndjson", line(1, "created", "y") + line(2, "changed", "x"));
    assertThat(verdict(0, "x").duplicated()).hasSize(1);
  }

  @Test
  void whatIsLeftOverIsMalformed() throws IOException {
    write("a.ndjson", line(1, "created", "x"));
    write("a.ndjson.part", "");
    assertThat(verdict(0, "x").malformed()).hasSize(1);
  }

  @Test
  void soIsALastLineThatIsCut() throws IOException {
    String whole = line(1, "created", "x");
    write("a.ndjson", whole + whole.substring(0, 20));
    assertThat(verdict(0, "x").malformed()).hasSize(1);
    write("a.ndjson", whole + line(2, "changed", "y").stripTrailing());
    assertThat(verdict(0, "x").malformed()).as("whole but for its end").hasSize(1);
    Files.write(
        folder.resolve("a.ndjson"), "{\"name\":\"Stra\u00df".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(verdict(0, "x").malformed()).as("in a letter").hasSize(1);
    write("a.ndjson", "");
    assertThat(verdict(0, "x").malformed()).as("before its begin").hasSize(1);
  }

  @Test
  void soIsALineThatIsNoLead() throws IOException {
    write("a.ndjson", line(1, "created", "x") + "\n{}\n[1]\nnull\n");
    assertThat(verdict(0, "x").malformed()).hasSize(4);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String line(int version, String kind, String reference) {
    return "{\"leadId\":\"%s\",\"version\":%d,\"kind\":\"%s\",\"lead\":{\"reference\":\"%s\"}}\n"
        .formatted(LEAD, version, kind, reference);
  }

  private Verdict verdict(int revision, String contents) {
    Truth lead = new Truth(LEAD, revision, contents, null);
    return DeliveredLines.read(folder).against(List.of(lead).iterator());
  }
}
