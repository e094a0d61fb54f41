package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/sandbox.md names every fault, every knob with its values and its default, and every client.
 */
class SandboxDocTest {
  private final String doc = Files.readString(Path.of("docs/sandbox.md"));

  SandboxDocTest() throws IOException {}

  @Test
  void namesEveryFault() {
    assertThat(Arrays.stream(FaultKind.values()).map(kind -> "`" + kind.wire() + "`"))
        .allSatisfy(name -> assertThat(doc).contains(name));
  }

  @Test
  void namesEveryValueOfEveryKnobTheDefaultFirst() {
    Map<String, String> rows =
        doc.lines()
            .filter(line -> line.matches("\\| `\\w+\\.\\w+` \\|.*"))
            .collect(Collectors.toMap(line -> line.split("`")[1], line -> line));
    JsonNode defaults = SandboxJson.MAPPER.valueToTree(Knobs.defaults());
    for (var group : Knobs.class.getRecordComponents()) {
      if (group.getType() != SiblingKnobs.class) {
        for (var knob : group.getType().getRecordComponents()) {
          String name = group.getName() + "." + knob.getName();
          JsonNode first = defaults.at("/" + name.replace('.', '/'));
          String row = rows.remove(name);
          assertThat(row).as(name).startsWith(beginning(name, first));
          assertThat(values(knob.getType())).allSatisfy(value -> assertThat(row).contains(value));
        }
      }
    }
    assertThat(rows).isEmpty();
  }

  private static String beginning(String name, JsonNode first) {
    String value =
        first.isArray()
            ? "the two above"
            : first.asText("").isEmpty() ? "nothing" : "`" + first.asText();
    return "| `" + name + "` | " + value;
  }

  @Test
  void namesEveryKnobOfTheSiblingsWithItsDefaultsAndValues() {
    Map<String, String[]> rows =
        doc.lines()
            .filter(line -> line.matches("\\| `\\w+` \\|.*\\|.*\\|.*\\|.*\\|"))
            .map(line -> line.split(" *\\| *"))
            .collect(Collectors.toMap(cells -> cells[1], cells -> cells));
    JsonNode all = SandboxJson.MAPPER.valueToTree(SiblingKnobs.defaults());
    for (var component : SystemKnobs.class.getRecordComponents()) {
      String name = component.getName();
      if (!name.equals("clients")) {
        String[] row = rows.get("`" + name + "`");
        assertThat(row[2]).isEqualTo("`" + all.at("/derConnect/" + name).asText() + "`");
        assertThat(row[3]).isEqualTo("`" + all.at("/openEsg/" + name).asText() + "`");
        assertThat(row[4]).isEqualTo("`" + all.at("/jwtSystem/" + name).asText() + "`");
        assertThat(values(component.getType())).allSatisfy(v -> assertThat(row[5]).contains(v));
      }
    }
  }

  @Test
  void namesEveryPathAndClientOfTheSiblings() {
    for (Sibling system : Sibling.values()) {
      SiblingClient client = SiblingKnobs.defaults().of(system).clients().get(0);
      assertThat(doc)
          .contains("`POST " + system.tokenPath() + "`")
          .contains(
              "| `%s` | `%s` | `%s` |"
                  .formatted(client.id(), client.secret(), String.join(" ", client.scopes())));
      assertThat(system.apiPaths()).allSatisfy(path -> assertThat(doc).contains("`" + path + "`"));
    }
  }

  @Test
  void namesEveryClient() {
    assertThat(LoginKnobs.defaults().clients())
        .allSatisfy(
            client ->
                assertThat(doc)
                    .contains(
                        "| `%s` | `%s` | `%s` |"
                            .formatted(client.id(), client.secret(), client.scopes().get(0))));
  }

  private static List<String> values(Class<?> type) {
    Object[] constants = type.isEnum() ? type.getEnumConstants() : new Object[0];
    return Stream.of(constants)
        .map(value -> "`" + SandboxJson.MAPPER.valueToTree(value).asText() + "`")
        .toList();
  }
}
