package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lead's tariffs are, in few words. */
class TariffKindsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tariffs':[{'tariffType':5},{'tariffType':3},{'tariffType':5}]} | 3+5",
        "{'tariffs':[{'tariffType':'DirectMarketing'}]} | DirectMarketing",
        "{'tariffs':[{'tariffType':null},{}]} | ``",
        "{'tariffs':[]} | ``",
        "{} | ``",
        "{'tariffs':[{'tariffType':'Erika Mustermann'},{'tariffType':3}]} | 3+other",
        "{'tariffs':[{'tariffType':{'id':3}},{'tariffType':''}]} | other",
      })
  void theyAreSortedAndEachIsThereOnce(String lead, String kinds) throws Exception {
    assertThat(kinds(lead.replace('\'', '"'))).isEqualTo(kinds);
  }

  @Test
  void whatIsTooLongIsAnotherKind() throws Exception {
    assertThat(kinds(lead(10, 19))).hasSize(29);
    assertThat(kinds(lead(10, 23))).hasSizeLessThanOrEqualTo(41).isEqualTo("other");
  }

  @Test
  void wherePointerIsEmptyThereIsNone() throws Exception {
    var lead = new JsonMapper().readTree("{\"tariffs\":[{\"tariffType\":3}]}");
    assertThat(new TariffKinds("").of(lead)).isEmpty();
  }

  @Test
  void aPointerBeginsWithASlash() {
    assertThatThrownBy(() -> new TariffKinds("tariffs"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("trace.leads.tariff-kind")
        .hasMessageContaining("/tariffs/*/tariffType");
  }

  private static String lead(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(kind -> "{\"tariffType\":" + kind + "}")
        .collect(Collectors.joining(",", "{\"tariffs\":[", "]}"));
  }

  private static String kinds(String lead) throws Exception {
    return TariffKinds.from(Settings.of(Map.of(), new Secrets()))
        .of(new JsonMapper().readTree(lead));
  }
}
