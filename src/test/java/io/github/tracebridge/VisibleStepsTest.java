package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job shows over JMX while it runs, held against the route files as they are shipped. */
class VisibleStepsTest {
  private static final String DIRECT = "direct:";
  private static final String CAMEL = "org.apache.camel:context=tracebridge,*";
  private static final Set<String> NAMELESS = Set.of("consumers", "producers", "eventnotifiers");

  /** The routes of this job that templates are made to. */
  private static final Map<String, List<String>> MADE_OF_TEMPLATES =
      Map.of(
          "lead-delivery-schedule",
              List.of(
                  "lead-delivery-schedule-file",
                  "lead-delivery-schedule-http",
                  "lead-delivery-schedule-kafka",
                  "lead-delivery-schedule-tryton"),
          "lead-queue", List.of("lead-queue-http", "lead-queue-tryton"),
          "http-sink", List.of("sink-http"));

  @TempDir Path folder;

  /** Each step that stands in a route file, by its id. */
  private final Map<String, JsonNode> steps = new TreeMap<>();

  private final Set<String> routes = new TreeSet<>();

  /** Parts of a {@code doTry} whose steps Camel does not show. */
  private static final Set<String> HIDING = Set.of("doCatch", "doFinally");

  /** Those in such a part. */
  private final Set<String> caught = new TreeSet<>();

  private WholeJob made;
  private Job job;

  @BeforeEach
  void begin() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        read(new YAMLMapper().readTree(file.toFile()), "", false);
      }
    }
    made =
        new WholeJob(folder)
            .offers()
            .set(Setting.LEADS_SINKS, "file,http,kafka,tryton")
            .set(Setting.KAFKA_SERVERS, "127.0.0.1:1")
            .set(Setting.KAFKA_TOPIC, "leads")
            .set(Setting.ALERTS_URL, "http://127.0.0.1:1/alerts")
            .set(Setting.LEADS_FILES, "all")
            .setOf("http", Setting.SINK_URL, "http://127.0.0.1:1/")
            .setOf("tryton", Setting.SINK_URL, "http://127.0.0.1:1/")
            .set(Setting.TRYTON_DATABASE, "crm")
            .set(Setting.TRYTON_USERNAME, "tracebridge")
            .set(Setting.TRYTON_PASSWORD, "tryton-password");
    job = made.scheduled();
    job.start();
  }

  @AfterEach
  void end() {
    job.close();
    made.close();
  }

  @Test
  void everyRouteIsThere() throws JMException {
    assertThat(shown("routes")).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void soIsEveryStepOutsideOfACatch() throws JMException {
    Set<String> expected = new TreeSet<>(steps.keySet());
    expected.removeAll(caught);
    assertThat(shown("processors")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void nothingIsNamedAnewInEachProcessButWhatCamelGivesNoName() throws JMException {
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(CAMEL), null))
        .filteredOn(bean -> !NAMELESS.contains(bean.getKeyProperty("type")))
        .isNotEmpty()
        .extracting(bean -> bean.getKeyProperty("name"))
        .noneMatch(name -> name.contains("(0x") || name.matches("\"?[a-zA-Z]+\\d+\"?"));
  }

  @Test
  void whatACatchHoldsIsTheCallOfARouteThatIsThere() {
    assertThat(caught)
        .isNotEmpty()
        .allSatisfy(id -> assertThat(routes).contains(routeCalledBy(steps.get(id))));
  }

  private static String routeCalledBy(JsonNode step) {
    String uri = step.path("uri").asText();
    return uri.startsWith(DIRECT) ? uri.substring(DIRECT.length()) : "none";
  }

  private static Set<String> shown(String type) throws JMException {
    ObjectName beans = new ObjectName("org.apache.camel:context=tracebridge,type=" + type + ",*");
    return ManagementFactory.getPlatformMBeanServer().queryNames(beans, null).stream()
        .map(bean -> ObjectName.unquote(bean.getKeyProperty("name")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void read(JsonNode node, String prefix, boolean inCatch) {
    if (node.has("routeTemplate")) {
      JsonNode template = node.path("routeTemplate");
      for (String route : MADE_OF_TEMPLATES.get(template.path("id").asText())) {
        routes.add(route);
        read(template.path("route"), route + "-", inCatch);
      }
      return;
    }
    if (node.has("route")) {
      routes.add(node.at("/route/id").asText());
    }
    for (JsonNode step : node.path("steps")) {
      String id = prefix + step.elements().next().path("id").asText();
      steps.put(id, step.elements().next());
      if (inCatch) {
        caught.add(id);
      }
    }
    node.properties()
        .forEach(part -> read(part.getValue(), prefix, inCatch || HIDING.contains(part.getKey())));
    if (node.isArray()) {
      node.forEach(element -> read(element, prefix, inCatch));
    }
  }
}
