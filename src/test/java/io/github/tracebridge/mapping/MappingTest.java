package io.github.tracebridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEAD =
      "{'contact':{'email':'a@b.example','phone':null},'assets':[{'kW':7.5},{'kW':'8'}]}";

  @Test
  void makesARecordOfALead() {
    assertThat(
            map(
                "{'mail': required('/contact/email', 'string'),"
                    + " 'phone': optional('/contact/phone', 'string'),"
                    + " 'kW': required('/assets/0/kW', 'number'),"
                    + " 'note': 'TRACE ' + $id}"))
        .isEqualTo(json("{'mail':'a@b.example','kW':7.5,'note':'TRACE 7'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "required('/contact/name', 'string') | /contact/name: expected the type string, but was"
            + " missing",
        "required('/contact/phone', 'string') | /contact/phone: expected the type string, but was"
            + " null",
        "required('/contact/email', 'number') | /contact/email: expected the type number, but was"
            + " of type string",
        "optional('/contact', 'array') | /contact: expected the type array, but was of type object",
        "[for (.assets) required('/kW', 'number')] | /assets/1/kW: expected the type number, but"
            + " was of type string",
        "required('kW', 'number') | the mapping m.jslt fails: required: expected a pointer such as"
            + " /contact/email and one of string, number, boolean, object, array",
        "required('/kW', 'text') | the mapping m.jslt fails: required: expected a pointer such as"
            + " /contact/email and one of string, number, boolean, object, array",
        "$nobody | the mapping m.jslt fails: No such variable 'nobody' at m.jslt:1:7"
      })
  void whatALeadLacksIsSaidByItsPlace(String field, String sentence) {
    assertThatThrownBy(() -> map("{'x': " + field + "}"))
        .isInstanceOf(Unmapped.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x': | Parse error: Encountered \"<EOF>\" at line 1, column 5. at m.jslt:1:5",
        "{'x': requird('/a', 'string')} | No such function: 'requird' at m.jslt:1:7"
      })
  void whatIsNoJsltIsRefusedWhenItIsRead(String text, String sentence) {
    assertThatThrownBy(() -> map(text))
        .isInstanceOf(SettingException.class)
        .hasMessage("The mapping is not understood: " + sentence + ".");
  }

  private static JsonNode map(String text) {
    return Mapping.of("m.jslt", text.replace('\'', '"'))
        .apply(json(LEAD), Map.of("id", JSON.getNodeFactory().textNode("7")));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
