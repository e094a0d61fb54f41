package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final ContentHash hash = new ContentHash(List.of("/docs/*/url", "/signature"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,"b":2}             | {"b":2,"a":1}              | true
          {"a":1.0}                 | {"a":1.00}                 | true
          {"a":1}                   | {"a":1e0}                  | true
          {"a":100}                 | {"a":1e2}                  | true
          {"a":0.1}                 | {"a":0.10000000000000001}  | false
          {"a":1}                   | {"a":"1"}                  | false
          {"a":null}                | {"a":"null"}               | false
          {"a":null}                | {}                         | false
          {"a":[1,2]}               | {"a":[2,1]}                | false
          {"a":[[1],2]}             | {"a":[1,[2]]}              | false
          {"docs":[{"url":"x"}]}    | {"docs":[{"url":"y"}]}     | true
          {"docs":[{"name":"x"}]}   | {"docs":[{"name":"y"}]}    | false
          {"docs":[{"url":"x"}]}    | {"docs":[]}                | false
          {"signature":{"a":1}}     | {"signature":[2]}          | true
          {"in":{"signature":1}}    | {"in":{"signature":2}}     | false
          """)
  void equalContentsHaveOneHash(String one, String other, boolean equal) throws Exception {
    assertThat(hash.of(JSON.readTree(one)).equals(hash.of(JSON.readTree(other)))).isEqualTo(equal);
  }

  @Property(tries = 200)
  void theOrderOfMembersIsNoContent(
      @ForAll @Size(max = 8) Map<@AlphaChars @StringLength(max = 5) String, Integer> members,
      @ForAll Random order) {
    List<String> names = new ArrayList<>(members.keySet());
    JsonNode one = object(names, members);
    Collections.shuffle(names, order);
    assertThat(hash.of(object(names, members))).isEqualTo(hash.of(one));
  }

  @Property(tries = 200)
  void anyOtherValueIsAnotherContent(
      @ForAll String one, @ForAll String other, @ForAll @AlphaChars String name) {
    boolean counts = !name.equals("signature") && !one.equals(other);
    String first = hash.of(JSON.createObjectNode().put(name, one));
    String second = hash.of(JSON.createObjectNode().put(name, other));
    assertThat(first.equals(second)).isEqualTo(!counts);
  }

  private static JsonNode object(List<String> names, Map<String, Integer> members) {
    var node = JSON.createObjectNode();
    names.forEach(name -> node.put(name, members.get(name)));
    return node;
  }
}
