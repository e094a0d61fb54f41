package io.github.tracebridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The alert rules for Prometheus, held against what the product itself says and counts. */
class AlertRulesTest {
  private static final List<Class<?>> BEANS =
      List.of(
          JobMXBean.class,
          LeadsMXBean.class,
          SinkMXBean.class,
          FilesMXBean.class,
          OffersMXBean.class,
          ConnectionMXBean.class,
          QuotaMXBean.class,
          LedgerMXBean.class);

  private final List<JsonNode> rules;

  AlertRulesTest() throws IOException {
    Path file = Path.of("docker/prometheus/rules.yml");
    JsonNode all = new YAMLMapper().readTree(file.toFile()).at("/groups/0/rules");
    rules = StreamSupport.stream(all.spliterator(), false).toList();
  }

  @ParameterizedTest
  @EnumSource
  void eachKindOfTroubleHasARuleInItsOwnWords(Trouble trouble) {
    String expression = "tracebridge_job_open_incidents{kind=\"%s\"} > 0".formatted(trouble.id());
    assertThat(rules)
        .filteredOn(rule -> rule.path("expr").asText().equals(expression))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.at("/annotations/summary").asText()).isEqualTo(trouble.meaning());
              assertThat(rule.at("/annotations/runbook").asText()).isEqualTo(trouble.remedy());
            });
  }

  @Test
  void noRuleNamesAMetricThatThereIsNot() {
    Set<String> metrics = new TreeSet<>();
    for (Class<?> bean : BEANS) {
      Stream.of(bean.getMethods())
          .filter(method -> method.isAnnotationPresent(Figure.class))
          .forEach(method -> metrics.add(metric(bean, method)));
    }
    Pattern ours = Pattern.compile("tracebridge_\\w+");
    assertThat(rules)
        .flatMap(rule -> ours.matcher(rule.path("expr").asText()).results().toList())
        .extracting(found -> found.group())
        .isNotEmpty()
        .isSubsetOf(metrics);
  }

  private static String metric(Class<?> bean, Method getter) {
    String type = bean.getSimpleName().replace("MXBean", "");
    String name = Metrics.name(type, getter.getName().replaceFirst("^(get|is)", ""));
    return name.replace('.', '_') + (getter.getAnnotation(Figure.class).counter() ? "_total" : "");
  }

  @Test
  void theDocumentationListsEachRule() throws IOException {
    String page = Files.readString(Path.of("docs/monitoring.md"));
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(page)
                    .contains(
                        "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                rule.path("alert").asText(),
                                rule.path("for").asText(),
                                rule.at("/labels/severity").asText(),
                                rule.at("/annotations/runbook").asText())));
  }
}
