package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file makes the reader fail, hang or fill memory. */
class HostileFilesTest {
  private static final String JSON = "{\"offer\":" + JsonOffersTest.OFFER + "}";
  private static final List<String> PARTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "null",
          "NaN",
          "1e999999999",
          "-",
          "9".repeat(99),
          "\\ud800",
          "\uD83D\uDE00",
          "\u0000",
          "\n",
          "\r",
          ";",
          "\t",
          "\"offers\":[",
          "1.234",
          "\\");

  @TempDir static Path folder;

  private record Hostile(String name, String begin, String repeated, int times, String end) {
    String text() {
      return begin + repeated.repeat(times) + end;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    String list = "{\"offers\":[";
    return Stream.of(
        new Hostile("nesting.json", "{\"offer\":", "[", 5_000_000, ""),
        new Hostile("nested-objects.json", list, "{\"a\":", 1_000_000, ""),
        new Hostile("number.json", list, "9", 20_000_000, "]}"),
        new Hostile("decimal.json", list + "0.", "9", 20_000_000, "]}"),
        new Hostile("exponent.json", JSON.replace("85.50", "1e999999999"), "", 0, ""),
        new Hostile("exponents.json", JSON.replace("100}", "1e999999999}"), "", 0, ""),
        new Hostile("negative-exponent.json", JSON.replace("85.50", "1e-9999999999"), "", 0, ""),
        new Hostile("text.json", list + "\"", "ä", 20_000_000, "\"]}"),
        new Hostile("name.json", "{\"", "a", 20_000_000, "\":1}"),
        new Hostile("blanks.json", "", " ", 30_000_000, ""),
        new Hostile("values.json", list + "[", "1,", 10_000_000, "1]]}"),
        new Hostile("offers.json", list, "1,", 5_000_000, "1]}"),
        new Hostile(
            "tiers.json", JSON.replace("100}", "100,\"capacityTiers\":["), "1,", 999_999, "1]}]}}"),
        new Hostile("same.json", "{", "\"offer\":1,", 2_000_000, "\"offer\":1}"),
        new Hostile("duplicates.json", "{\"offer\":{", "\"a\":1,", 150_000, "\"a\":1}}"),
        new Hostile(
            "surrogates.json", JSON.replace("\"n\"", "\"\\ud800\\udc00\\ud800\""), "", 0, ""),
        new Hostile("nan.json", JSON.replace("85.50", "NaN"), "", 0, ""),
        new Hostile("nul.json", "", "\u0000", 1_000_000, ""),
        new Hostile("line.csv", "name;tariffType;start;tenor;price 1\n", "a", 20_000_000, ""),
        new Hostile("quote.csv", "name;tariffType;start;tenor;price 1\n\"", "a\n", 10_000_000, ""),
        new Hostile("columns.csv", "", "price 1;", 3_000_000, ""),
        new Hostile("header.csv", "", "a", 20_000_000, ""),
        new Hostile("rows.csv", "name;tariffType;start;tenor;price 1\n", ";;;;x\n", 500_000, ""),
        new Hostile("empty-rows.csv", "name;tariffType;start;tenor;price 1\n", "\n", 9_000_000, ""),
        new Hostile(
            "entries.csv", "name;tariffType;start;tenor;price 1\n", "a;5;1;1;1\n", 400_000, ""));
  }

  @ParameterizedTest
  @MethodSource
  @Timeout(60)
  void hostile(Hostile file) throws IOException {
    Path path = Files.writeString(folder.resolve(file.name), file.text());
    Reading reading = new OfferReader(new OfferRules(java.util.Set.of())).read(path, null, o -> {});
    assertThat(reading.violations()).isNotEmpty().hasSizeLessThanOrEqualTo(200);
    assertThat(reading.bytes()).isEqualTo(Files.size(path));
    assertThat(reading.violations())
        .allSatisfy(
            v -> assertThat(v.toString()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(700));
    Files.delete(path);
  }

  @Property(tries = 300)
  void randomBytes(@ForAll byte[] bytes, @ForAll boolean csv) throws IOException {
    read(bytes, csv);
  }

  @Property(tries = 1000)
  void mutatedFiles(@ForAll("mutations") byte[] bytes, @ForAll boolean csv) throws IOException {
    read(bytes, csv);
  }

  @Provide
  Arbitrary<byte[]> mutations() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(Arbitraries.of(PARTS), Arbitraries.strings().ofMaxLength(3));
    return Combinators.combine(
            Arbitraries.of(JSON, template()),
            parts,
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 4))
        .as(HostileFilesTest::mutated);
  }

  private static byte[] mutated(String text, String part, long seed, int length) {
    Random random = new Random(seed);
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(length + 1));
    return (text.substring(0, at) + part + text.substring(end)).getBytes(StandardCharsets.UTF_8);
  }

  private static String template() {
    try (var in = HostileFilesTest.class.getResourceAsStream("/offers/ppa.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whatever it is: read, and what was judged good is what is written. */
  private static void read(byte[] bytes, boolean csv) throws IOException {
    Path path = Files.createTempFile("hostile", csv ? ".csv" : ".json");
    try {
      ReadFile file = new ReadFile(path, bytes, Map.of(), null);
      assertThat(file.reading.bytes()).isEqualTo(bytes.length);
      if (file.reading.isGood()) {
        assertThat(file.offers).hasSize(file.reading.offers());
        var written = new ObjectMapper().readTree(file.written());
        var sent = csv ? written.path("offers").toString() : "";
        assertThat(csv ? new ObjectMapper().readTree(file.json().toString()).toString() : "")
            .isEqualTo(sent);
      }
    } finally {
      Files.delete(path);
    }
  }
}
