package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
  private static final String PAGE = "{'items':[{'id':'a'},{'id':'b'}],'totalCount':2}";

  private final List<JsonNode> rows = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final PageReader.Rows<RuntimeException> taken =
      new PageReader.Rows<>() {
        @Override
        public void row(JsonNode row, long bytes) {
          rows.add(row);
        }

        @Override
        public void unreadable(String reason) {
          unreadable.add(reason);
        }
      };

  @Test
  void anOddLeadIsTakenAsItIsAndCostsNoOther() {
    String number = "7".repeat(1200);
    String deep = "[".repeat(1200) + "]".repeat(1200);
    String page =
        "{'items':[{'id':'a','n':%s},{'id':'b','deep':%s},{'id':'c','%s':1}],'totalCount':3}"
            .formatted(number, deep, "name".repeat(20_000));
    assertThat(reader("/items", "/totalCount").read(json(page), taken)).hasValue(3);
    assertThat(rows).extracting(row -> row.path("id").asText()).containsExactly("a", "b", "c");
    assertThat(rows.get(0).path("n").asText()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-Infinity", "1e99999999999", "[{'deep':[NaN,[1]]},2]"})
  void aLeadThatCannotBeReadCostsNoOther(String value) {
    String page =
        "{'items':[{'id':'a'},{'id':'b','n':%s,'m':[1,{}]},{'id':'c'}],'totalCount':3}"
            .formatted(value);
    assertThat(reader().read(json(page), taken)).hasValue(3);
    assertThat(rows).extracting(row -> row.path("id").asText()).containsExactly("a", "c");
    assertThat(unreadable).hasSize(1);
  }

  @Test
  void tellsHowManyBytesARowTakes() {
    List<Long> lengths = new ArrayList<>();
    reader()
        .read(
            json("{'items':[{'id':'ä'} , {'id':'b','n':[1,2]}],'totalCount':2}"),
            new PageReader.Rows<RuntimeException>() {
              @Override
              public void row(JsonNode row, long bytes) {
                lengths.add(bytes);
              }

              @Override
              public void unreadable(String reason) {
                throw new AssertionError(reason);
              }
            });
    assertThat(lengths).containsExactly(11L, 20L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/items | /totalCount | {'items':[{'id':'a'},{'id':'b'}],'totalCount':7}",
        "/items | /totalCount | {'totalCount':7,'page':1,'items':[{'id':'a'},{'id':'b'}]}",
        "/items | /totalCount | {'x':{'items':[1],'totalCount':9},'totalCount':7,'items':"
            + "[{'id':'a'},{'id':'b'}],'y':[{'totalCount':9}]}",
        "/data/leads | /meta/page/total | {'meta':{'page':{'total':7}},'data':{'other':[1],'leads':"
            + "[{'id':'a'},{'id':'b'}]}}",
        "/a~1b/c~0d | /n | {'a/b':{'c~d':[{'id':'a'},{'id':'b'}]},'n':7}"
      })
  void readsTheListAndTheTotalWhereverTheyAre(String list, String total, String page) {
    assertThat(reader(list, total).read(json(page), taken)).hasValue(7);
    assertThat(rows).extracting(row -> row.path("id").asText()).containsExactly("a", "b");
  }

  @Test
  void readsABareArray() {
    OptionalLong total = reader("", "").read(json(" [{'id':'a'},{'id':'b'}] "), taken);
    assertThat(total).isEmpty();
    assertThat(rows).hasSize(2);
  }

  @Test
  void anEmptyListIsAPageToo() {
    assertThat(reader().read(json("{'items':[],'totalCount':0}"), taken)).hasValue(0);
    assertThat(rows).isEmpty();
  }

  @Test
  void rowsThatAreNoObjectsAreHandedOnAsTheyAre() {
    reader().read(json("{'items':[1,null,'x',[{}]],'totalCount':4}"), taken);
    assertThat(rows).extracting(JsonNode::toString).containsExactly("1", "null", "\"x\"", "[{}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.10",
        "1.000",
        "0.1234567890123456789012345678901234567890",
        "123456789012345678901234567890"
      })
  void numbersStayExact(String number) {
    reader().read(json("{'items':[{'price':" + number + "}],'totalCount':1}"), taken);
    assertThat(rows.get(0)).hasToString("{\"price\":" + number + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty",
        "`  ` | is empty",
        "{'items':[{'id':'a'}]} | has no number at \"/totalCount\" (trace.leads.total)",
        "{'items':[],'totalCount':'2'} | has no number at \"/totalCount\"",
        "{'items':[],'totalCount':null} | has no number at \"/totalCount\"",
        "{'totalCount':2} | has no list at \"/items\" (trace.leads.list)",
        "{'items':null,'totalCount':2} | has no list at \"/items\"",
        "{'items':{'a':1},'totalCount':2} | has no list at \"/items\"",
        "[{'id':'a'}] | has no list at \"/items\"",
        "null | has no list at \"/items\"",
        "{'items':[],'totalCount':0} {} | goes on after its end",
        "{'items':[],'totalCount':0} x | is not whole JSON",
        "{'items':[],'totalCount':0}} | is not whole JSON",
        "{'items':[{'id':x}],'totalCount':1} | is not whole JSON",
        "{'items':[{'id':1,'n':NaN | is not whole JSON",
        "<!DOCTYPE html><html></html> | is not whole JSON"
      })
  void whatIsNoPageIsWorthAskingForAgain(String page, String fact) {
    assertThatThrownBy(() -> reader().read(json(page), taken))
        .isInstanceOf(Fault.Transient.class)
        .hasMessageStartingWith(
            "TRACE /api/crm/leads/energy-tariff: expected a page of leads, but the answer " + fact);
  }

  @Property
  void aPageThatIsCutIsNeverTakenForAWholeOne(@ForAll @IntRange(max = 46) int length) {
    assertThat(PAGE).hasSizeGreaterThan(46);
    assertThatThrownBy(() -> reader().read(json(PAGE.substring(0, length)), taken))
        .isInstanceOf(Fault.Transient.class);
  }

  @Test
  void anAnswerThatBreaksOffIsWorthAskingForAgain() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    assertThatThrownBy(() -> reader().read(broken, taken))
        .isInstanceOf(Fault.Transient.class)
        .hasMessageEndingWith("but the answer could not be read to its end.");
  }

  @Test
  void anAnswerOfAnyDepthEndsInAnAnswer() {
    for (String place : new String[] {"'items':[%s],'totalCount':1", "'x':%s,'items':[]"}) {
      String page = "{" + place.formatted("[".repeat(100_000) + "]".repeat(100_000)) + "}";
      assertThatThrownBy(() -> reader().read(json(page), taken))
          .isInstanceOf(Fault.Transient.class);
    }
    String deep = "[".repeat(900) + "]".repeat(900);
    reader().read(json("{'items':[" + deep + "],'totalCount':1}"), taken);
    assertThat(rows).hasSize(1);
  }

  @Test
  void aTotalBeyondAllBoundsIsNoTotal() {
    String page = "{'items':[],'totalCount':99999999999999999999}";
    assertThatThrownBy(() -> reader().read(json(page), taken)).isInstanceOf(Fault.Transient.class);
  }

  @Test
  void whatTheRowsGoToMayRefuseThem() {
    PageReader.Rows<IllegalStateException> full =
        new PageReader.Rows<>() {
          @Override
          public void row(JsonNode row, long bytes) {
            throw new IllegalStateException("full");
          }

          @Override
          public void unreadable(String reason) {}
        };
    assertThatThrownBy(() -> reader().read(json(PAGE), full))
        .isInstanceOf(IllegalStateException.class);
  }

  private static PageReader reader() {
    return reader("/items", "/totalCount");
  }

  private static PageReader reader(String list, String total) {
    return new PageReader(
        LeadContractTest.contract(Map.of("trace.leads.list", list, "trace.leads.total", total)));
  }

  /** JSON in UTF-8; apostrophes stand for quotation marks. */
  private static InputStream json(String text) {
    return new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
