package io.github.tracebridge.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a file is called at TRACE, it is one file in its folder here. */
class SafeNameTest {
  @ParameterizedTest
  @CsvSource({
    "Angebot-1234.pdf, Angebot-1234-ab.pdf",
    "größe.csv, größe-ab.csv",
    "../../etc/passwd, _.._etc_passwd-ab",
    "'C:\\Temp\\x.csv', C__Temp_x-ab.csv",
    ".bashrc, bashrc-ab",
    "con.txt, con-ab.txt",
    "con.a.txt, _con.a-ab.txt",
    "LPT1.x.y, _LPT1.x-ab.y",
    "'', file-ab",
    "..., file-ab",
    "-rf, rf-ab",
    "%2e%2e%2fx, _2e_2e_2fx-ab",
    "profil.part, profil-ab.part_",
    "a.b c d e f g h i j k l, a.b c d e f g h i j k l-ab",
    "NUL, NUL-ab"
  })
  void isReadableWhereItCanBe(String name, String expected) {
    assertThat(SafeName.of(name, "ab")).isEqualTo(expected);
  }

  @Property
  void isNothingButAName(@ForAll("names") String name, @ForAll("names") String other) {
    String safe = SafeName.of(name, "0123456789");
    assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(100);
    assertThat(new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(safe);
    assertThat(safe)
        .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]")
        .doesNotStartWith(".")
        .doesNotStartWith("-")
        .doesNotEndWith(".")
        .doesNotEndWith(" ")
        .doesNotEndWithIgnoringCase(".part")
        .contains("-0123456789");
    assertThat(Path.of("folder").resolve(safe).normalize().getParent())
        .isEqualTo(Path.of("folder"));
    assertThat(safe.toLowerCase(Locale.ROOT).split("\\.", 2)[0].strip())
        .doesNotMatch("con|prn|aux|nul|com\\d|lpt\\d");
    assertThat(SafeName.of(name, "0123456789")).isEqualTo(safe);
    assertThat(SafeName.of(other, "9876543210")).isNotEqualTo(safe);
  }

  @Example
  void aLongNameKeepsItsEnding() {
    assertThat(SafeName.of("ß".repeat(400) + ".CSV", "ab"))
        .endsWith("ß-ab.CSV")
        .hasSizeLessThan(60);
  }

  @Example
  void aNameOfMegabytesCostsNothing() {
    assertThat(SafeName.of("..  ".repeat(2_000_000) + "x.pdf", "ab")).endsWith("-ab.pdf");
    assertThat(SafeName.of("a".repeat(9_000_000), "ab")).hasSize(100);
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "..",
            "/",
            "\\",
            "con",
            "COM1",
            "nul",
            ".",
            " ",
            "\u0000",
            "\n",
            "\u202e",
            "\ud83d\ude00",
            "\ud83d",
            "%2f",
            "~",
            "-",
            ":",
            "part",
            ".part",
            "größe",
            "e\u0301",
            "\u2028",
            "a",
            ".csv");
    Arbitrary<String> parts = odd.list().ofMaxSize(60).map(list -> String.join("", list));
    return Arbitraries.oneOf(
        parts,
        Arbitraries.strings().ofMaxLength(300),
        Combinators.combine(parts, Arbitraries.strings().ofMaxLength(40))
            .as((a, b) -> a + "." + b));
  }
}
