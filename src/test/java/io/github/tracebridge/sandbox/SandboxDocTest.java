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
 * docs/sandbox.md names every fault, every knob of uploads and of the siblings with its defaults,
 * and every client.
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
  void namesEveryValueOfEveryKnobOfUploadsTheDefaultFirst() {
    var defaults = SandboxJson.MAPPER.valueToTree(UploadKnobs.defaults());
    Map<String, String> rows =
        doc.lines()
            .filter(line -> line.startsWith("| `upload."))
            .collect(Collectors.toMap(line -> line.split("`")[1], line -> line));
    assertThat(rows.keySet())
        .containsExactlyInAnyOrderElementsOf(
            defaults.propertyStream().map(knob -> "upload." + knob.getKey()).toList());
    for (var component : UploadKnobs.class.getRecordComponents()) {
      String row = rows.get("upload." + component.getName());
      String first = defaults.path(component.getName()).asText();
      assertThat(first.isEmpty() ? "nothing" : row.split("`")[3])
          .isEqualTo(first.isEmpty() ? "nothing" : first);
      assertThat(values(component.getType())).allSatisfy(v -> assertThat(row).contains(v));
    }
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
    return Stream.of(constants).map(value -> "`" + SandboxJson.kebab((Enum<?>) value)).toList();
  }
}
