package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferRulesTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (.+) \\| ([a-z ]+) \\|");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          offers.warn-rules  | tenor-from | offers.warn-rules: "tenor-from" is not a rule. Did you mean tenor-form?
          offers.warn-rules  | not-json   | offers.warn-rules: "not-json" always refuses, as the file cannot be sent without it. Leave it out.
          offers.csv-charset | latin1     | offers.csv-charset: expected utf-8 or windows-1252, but was "latin1". Correct it.
          offers.csv-decimal | dot        | offers.csv-decimal: expected auto or comma or point, but was "dot". Correct it.
          """)
  void aWrongSettingIsRefusedInOneSentence(String name, String value, String said) {
    assertThatThrownBy(() -> rules(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessage(said);
  }

  @Test
  void nothingWarnsWhereTheSettingIsEmpty() {
    assertThat(rules(Map.of("offers.warn-rules", "")).warnOnly()).isEmpty();
    assertThat(rules(Map.of()).warnsOnly(Rule.UNKNOWN_MEMBER)).isTrue();
  }

  @Test
  void theDocumentListsEveryRuleWithWhatItDoes() throws IOException {
    Set<String> warn = rules(Map.of()).warnOnly();
    List<String> expected =
        Stream.of(Rule.values())
            .map(r -> String.join("|", r.text(), r.meaning(), does(r, warn)))
            .toList();
    List<String> rows =
        Files.readAllLines(Path.of("docs/offers.md")).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1) + "|" + row.group(2) + "|" + row.group(3))
            .toList();
    assertThat(rows).containsExactlyElementsOf(expected);
  }

  @Test
  void theDocumentListsEveryColumn() throws IOException {
    assertThat(Files.readString(Path.of("docs/offers.md")))
        .contains(CsvColumn.headers().stream().map(name -> "`" + name + "`").toList());
  }

  private static String does(Rule rule, Set<String> warn) {
    return rule.isFixed() ? "always refuses" : warn.contains(rule.text()) ? "warns" : "refuses";
  }

  private static OfferRules rules(Map<String, String> settings) {
    return OfferRules.from(Settings.of(settings, new Secrets()));
  }
}
