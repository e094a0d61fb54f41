package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes as they are shipped, loaded by Camel itself. */
class RoutesTest {
  /** How every token of the sandbox begins. */
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiIs";

  private static final RouteSchema SCHEMA = new RouteSchema();

  /** A key with its indent; comments have none. */
  private static final Pattern KEY = Pattern.compile("(?m)^([ -]*)(\\w+):(?= |$)");

  /** The text ends in the lines below {@code parameters:}, or right behind it. */
  private static final Pattern PARAMETERS =
      Pattern.compile("(?m)^( *)parameters:\\n(?:\\1  .*\\n)*\\z");

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

  @ParameterizedTest
  @MethodSource("files")
  void everyFileKeepsToCamelsSchema(Path file) throws IOException {
    assertThat(SCHEMA.violations(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void anyKeyThatIsMisspeltDoesNot(Path file) throws IOException {
    String text = Files.readString(file);
    List<MatchResult> keys = KEY.matcher(text).results().toList();
    assertThat(keys).hasSizeGreaterThan(5);
    for (MatchResult key : keys) {
      String misspelt = text.substring(0, key.end(2)) + "x" + text.substring(key.end(2));
      boolean ofEndpoint = key.group(1).length() == parameterIndent(text.substring(0, key.start()));
      assertThat(SCHEMA.violations(misspelt).isEmpty())
          .as("%s at %d", key.group(2), key.start())
          .isEqualTo(ofEndpoint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "onException, onExeption",
    "redeliveryDelay, redeliveryDelays",
    "maximumRedeliveries: -1, maximumRedelivery: -1",
    "maximumRedeliveries: -1, maximumRedeliveries: all",
    "retryWhile, retryWhiles",
    "id: quota-used-up, di: quota-used-up",
    "ref: complaints, bean: complaints",
    "logStackTrace: false, logStackTrace: 'no'"
  })
  void neitherDoMistakesThatPeopleMake(String right, String wrong) throws IOException {
    String text = Files.readString(Path.of("routes/faults.camel.yaml"));
    assertThat(text).contains(right);
    assertThat(SCHEMA.violations(text.replaceFirst(right, wrong))).isNotEmpty();
  }

  @Test
  void norAKeyThatStandsTwice() {
    assertThat(SCHEMA.violations("- route:\n    id: a\n    id: b\n")).isNotEmpty();
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

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** How far the options of the endpoint are indented that the text ends in; -1 elsewhere. */
  private static int parameterIndent(String text) {
    Matcher block = PARAMETERS.matcher(text);
    return block.find() ? block.group(1).length() + 2 : -1;
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
