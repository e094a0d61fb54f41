package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.offer.reading.OfferRules;
import io.github.tracebridge.offer.reading.Reading;
import io.github.tracebridge.offer.reading.UploadKind;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfferExamplesTest {
  private static final Path EXAMPLES = Path.of("examples/offers");
  private static final Path BROKEN = EXAMPLES.resolve("broken");
  private static final Pattern RULE = Pattern.compile("\\| `([a-z0-9-]+)` \\|.*");

  private final OfferReader reader =
      new OfferReader(OfferRules.from(Settings.of(Map.of(), new Secrets())));

  static Stream<Path> good() throws IOException {
    return Stream.concat(
        Files.list(EXAMPLES.resolve("direct-marketing")), Files.list(EXAMPLES.resolve("ppa")));
  }

  @ParameterizedTest
  @MethodSource
  void good(Path file) throws IOException {
    boolean ppa = file.getParent().endsWith("ppa");
    UploadKind kind = ppa ? UploadKind.PPA : UploadKind.DIRECT_MARKETING;
    Reading reading = reader.read(file, kind, offer -> {});
    assertThat(reading.violations()).isEmpty();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.offers()).isPositive();
  }

  @Test
  void everyCombinationOfTheGuidesIsThere() throws IOException {
    assertThat(names("direct-marketing")).filteredOn(n -> n.matches("(solar|wind)-.*")).hasSize(16);
    assertThat(names("ppa")).filteredOn(n -> n.matches("(up|down)stream-.*")).hasSize(12);
  }

  @Test
  void everyBrokenFileEarnsItsMessage() throws IOException {
    List<String> said = new java.util.ArrayList<>();
    for (String name : names("broken")) {
      if (!name.equals("messages.txt")) {
        Reading reading = reader.read(BROKEN.resolve(name), null, offer -> {});
        said.addAll(OfferReport.lines(Path.of(name), reading));
      }
    }
    assertThat(said)
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(BROKEN.resolve("messages.txt")));
  }

  @Test
  void everyRuleHasItsBrokenFile() throws IOException {
    List<String> rules =
        Files.readAllLines(Path.of("docs/offers.md")).stream()
            .map(RULE::matcher)
            .filter(row -> row.matches() && !row.group(1).contains("example"))
            .map(row -> row.group(1))
            .filter(name -> name.contains("-") || name.equals("technology"))
            .toList();
    assertThat(names("broken").stream().map(name -> name.replaceAll("\\..*", "")))
        .containsAll(rules);
  }

  private static TreeSet<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }
}
