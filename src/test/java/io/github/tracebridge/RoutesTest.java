package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes as they are shipped, loaded by Camel itself. */
class RoutesTest {
  /** How every token of the sandbox begins. */
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiIs";

  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(50);
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void everyRouteHasAnIdAndADescriptionAndEveryStepAnId() {
    CamelContext camel = job.job().camel();
    List<RouteDefinition> routes =
        camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    assertThat(routes).hasSizeGreaterThanOrEqualTo(10);
    for (RouteDefinition route : routes) {
      assertThat(route.hasCustomIdAssigned()).as("id of " + route).isTrue();
      assertThat(route.getDescriptionText()).as("description of " + route.getId()).isNotBlank();
      steps(route).forEach(step -> assertThat(step.hasCustomIdAssigned()).as("" + step).isTrue());
    }
  }

  @Test
  void theFileSinkWritesItsBatchUnderTheBatchsName() throws IOException {
    job.job()
        .camel()
        .createProducerTemplate()
        .sendBodyAndHeaders(
            "direct:sink-file", List.of("{\"a\":1}", "{}"), Map.of("batch", "20260304T0912-1"));
    Path file = folder.resolve("leads/2026-03-04/20260304T0912-1.ndjson");
    assertThat(file).content().isEqualTo("{\"a\":1}\n{}\n");
  }

  @Test
  void neitherSecretNorTokenIsOnAnExchangeOrOnDisk() throws Exception {
    job.turn("{login:{clients:[" + client("marker-4711-secret") + "]}}");
    job.setOf("trace-crm", Setting.CLIENT_SECRET, "marker-4711-secret");
    Exchange call =
        job.job()
            .camel()
            .createProducerTemplate()
            .request("direct:trace-call", e -> e.getMessage().setHeader("CamelHttpMethod", "GET"));
    String seen = call.getIn().getHeaders() + " " + call.getMessage().getHeaders();
    String carried = seen + call.getProperties();
    job.sync();
    assertThat(job.verdict()).isEqualTo(Verdict.FLAWLESS);
    assertThat(seen).contains("CamelHttpResponseCode=200");
    assertThat(carried).doesNotContain("marker-4711", TOKEN);
    job.restart();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains("marker-4711") || bytes.contains(TOKEN)).as("" + file).isFalse();
      }
    }
  }

  private static String client(String secret) {
    return "{id:'crm-sync',secret:'"
        + secret
        + "',audience:'https://sandbox.tracebridge/trace',scopes:['read:leads']}";
  }

  private static Stream<ProcessorDefinition<?>> steps(ProcessorDefinition<?> parent) {
    return parent.getOutputs().stream()
        .flatMap(step -> Stream.concat(Stream.of(step), steps(step)));
  }
}
