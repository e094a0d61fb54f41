package io.github.tracebridge.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter ids = new LogbackMDCAdapter();
  private final Secrets secrets = new Secrets();

  @BeforeEach
  void begin() {
    context.setMDCAdapter(ids);
    secrets.keep("x", new Secret("geheim\"ß"));
  }

  @Test
  void namesEveryFieldAsEcsDoes() throws IOException {
    ids.put("trace.id", "7F-1");
    ids.put("tracebridge.sink", "file");
    Map<String, String> fields = new TreeMap<>();
    line("two\nlines", null, false)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    assertThat(fields)
        .containsExactly(
            entry("@timestamp", "2026-11-21T10:02:11.530Z"),
            entry("ecs.version", "1.2.0"),
            entry("event.dataset", "tracebridge"),
            entry("log.level", "WARN"),
            entry("log.logger", "some.where"),
            entry("message", "two\nlines"),
            entry("process.thread.name", Thread.currentThread().getName()),
            entry("service.name", "tracebridge"),
            entry("service.version", "1.0"),
            entry("trace.id", "7F-1"),
            entry("tracebridge.sink", "file"));
  }

  @Test
  void aFaultIsNamedAndItsTraceIsThereWhereTracesAreOn() throws IOException {
    Exception fault = new IllegalStateException("no room");
    JsonNode brief = line("failed", fault, false);
    assertThat(brief.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(brief.path("error.message").asText()).isEqualTo("no room");
    assertThat(brief.has("error.stack_trace")).isFalse();
    assertThat(line("failed", fault, true).path("error.stack_trace").asText())
        .startsWith("java.lang.IllegalStateException: no room")
        .contains("at " + JsonLinesTest.class.getName());
  }

  @Test
  void noSecretIsInMessagesIdsAndTraces() throws IOException {
    ids.put("tracebridge.file", "geheim\"ß.json");
    JsonNode line =
        line("a geheim\"ß", new RuntimeException("b", new Exception("geheim\"ß")), true);
    assertThat(line.toString()).doesNotContain("geheim").contains("***.json", "a ***", "b");
    assertThat(line.path("error.stack_trace").asText()).contains("Exception: ***");
  }

  private JsonNode line(String message, @Nullable Throwable fault, boolean traces)
      throws IOException {
    JsonLines encoder = new JsonLines(secrets, "1.0", traces);
    encoder.setContext(context);
    encoder.start();
    Logger logger = context.getLogger("some.where");
    LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, fault, null);
    event.setInstant(Instant.parse("2026-11-21T10:02:11.530Z"));
    String text = new String(encoder.encode(event), StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n").hasLineCount(1);
    return new ObjectMapper().readTree(text);
  }
}
