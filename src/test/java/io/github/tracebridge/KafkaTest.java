package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.delivery.SinkException;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.KafkaSink;
import io.github.tracebridge.sink.KafkaSinkSettings;
import io.github.tracebridge.sink.TestBroker;
import io.github.tracebridge.sink.TestBroker.Line.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leads go to a real broker: every version of every lead once and in order, whatever is lost. */
class KafkaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMMITTED = "read_committed";
  private static final String ALL = "read_uncommitted";

  @TempDir static Path brokersFolder;
  private static TestBroker broker;

  @TempDir Path folder;
  private String topic;
  private WholeJob job;

  @BeforeAll
  static void start() throws IOException {
    broker = new TestBroker(brokersFolder);
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @BeforeEach
  void begin(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName() + test.getDisplayName().length();
    Path client = folder.resolve("client.properties");
    Files.writeString(
        client, "max.block.ms=3000\nrequest.timeout.ms=2000\ndelivery.timeout.ms=3000\n");
    job =
        new WholeJob(folder)
            .leads(500)
            .set(Setting.LEADS_SINKS, "file,kafka")
            .set(Setting.KAFKA_SERVERS, broker.address())
            .set(Setting.KAFKA_TOPIC, topic)
            .set(Setting.KAFKA_CLIENT_FILE, client.toString())
            .setOf("kafka", Setting.SINK_BATCH, "70");
  }

  @AfterEach
  void end() {
    broker.mend();
    job.close();
  }

  @Test
  void everyVersionIsThereOnceAndInTheOrderOfItsLead() throws Exception {
    broker.create(topic, 3, Map.of());
    job.sync();
    for (int change = 0; change < 3; change++) {
      job.sandbox().leads().change(40);
      job.restart().sync();
    }
    assertThat(read(COMMITTED)).hasSize(620);
    requireEachOnceInOrder();
    assertThat(job.flow().deliveries().pending()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void aBatchWhoseCommitWasNotConfirmedIsThereOnce(Cut cut) throws Exception {
    broker.create(topic, 3, Map.of());
    job.job().call("direct:lead-sync");
    broker.cutAt(cut);
    job.deliver();
    assertThat(job.flow().deliveries().complaint())
        .hasValueSatisfying(said -> assertThat(said).contains("does not answer in time"));
    assertThat(job.flow().deliveries().pending()).isEqualTo(500);
    broker.mend();
    int sentTwice = cut == Cut.BEFORE_COMMIT ? read(ALL).size() : 0;
    job.sync();
    requireEachOnceInOrder();
    assertThat(read(COMMITTED)).hasSize(500);
    assertThat(read(ALL)).hasSize(500 + sentTwice);
    assertThat(job.flow().deliveries().complaint()).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayHoldsUpNoOtherSink() throws Exception {
    broker.create(topic, 1, Map.of());
    broker.cut();
    job.job().call("direct:lead-sync");
    Instant begun = Instant.now();
    job.deliver();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(job.lines().size()).isEqualTo(500);
    assertThat(job.flow().deliveries().pending()).isEqualTo(500);
    assertThat(job.flow().deliveries().complaint())
        .hasValueSatisfying(
            said -> assertThat(said).startsWith(broker.address() + " does not answer in time ("));
    broker.mend();
    job.sync();
    requireEachOnceInOrder();
  }

  @Test
  void aTopicThatIsNotThereIsSaidSoon() {
    job.job().call("direct:lead-sync");
    Instant begun = Instant.now();
    job.deliver();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(job.flow().deliveries().complaint())
        .contains("there is no topic " + topic + ". Create it, or correct sinks.kafka.topic.");
  }

  @Test
  void aBatchThatIsWrittenTwiceIsThereOnce() throws Exception {
    broker.create(topic, 1, Map.of());
    KafkaSinkSettings settings =
        new KafkaSinkSettings(List.of(broker.address()), topic, topic, Map.of());
    List<String> lines = List.of("{\"leadId\":\"a\",\"version\":1}");
    try (KafkaSink sink = new KafkaSink(settings)) {
      sink.write("first", lines);
      sink.write("first", lines);
      assertThat(read(ALL)).hasSize(1);
    }
    try (KafkaSink next = new KafkaSink(settings)) {
      next.write("first", lines);
      next.write("second", lines);
    }
    assertThat(read(ALL)).extracting(ConsumerRecord::key).containsExactly("a", "a");
  }

  @Test
  void whoeverTakesTheTransactionalIdOverIsSpokenOf() throws Exception {
    broker.create(topic, 1, Map.of());
    KafkaSinkSettings settings =
        new KafkaSinkSettings(List.of(broker.address()), topic, topic, Map.of());
    List<String> lines = List.of("{\"leadId\":\"a\",\"version\":1}");
    try (KafkaSink sink = new KafkaSink(settings);
        KafkaSink other = new KafkaSink(settings)) {
      sink.write("first", lines);
      other.write("second", lines);
      assertThatThrownBy(() -> sink.write("third", lines))
          .isInstanceOf(SinkException.class)
          .hasMessageStartingWith("the transactional id " + topic + " was taken over. ");
      sink.write("third", lines);
    }
    assertThat(read(COMMITTED)).hasSize(3);
  }

  @Test
  void aLeadThatIsTooLargeForTheTopicIsSaidAndGoesWhenTheTopicTakesIt() throws Exception {
    broker.create(topic, 1, Map.of());
    job.sandbox().leads().addPoison(Poison.VERY_LARGE, 2);
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(job.flow().deliveries().complaint())
        .contains(
            "a lead is larger than its topic takes. Raise max.message.bytes of the topic "
                + topic
                + ".");
    broker.change(topic, "max.message.bytes", "9000000");
    job.sync();
    requireEachOnceInOrder();
  }

  /** Against the file sink, which gets every version too. */
  private void requireEachOnceInOrder() throws IOException {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("leads"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          String id = JSON.readTree(line).path("leadId").asText();
          expected.computeIfAbsent(id, any -> new ArrayList<>()).add(line);
        }
      }
    }
    Map<String, List<String>> got = new LinkedHashMap<>();
    read(COMMITTED)
        .forEach(
            each -> got.computeIfAbsent(each.key(), any -> new ArrayList<>()).add(each.value()));
    assertThat(got).hasSizeGreaterThanOrEqualTo(500).isEqualTo(expected);
    for (List<String> lines : got.values()) {
      for (int i : IntStream.range(0, lines.size()).toArray()) {
        assertThat(JSON.readTree(lines.get(i)).path("version").asInt()).isEqualTo(i + 1);
      }
    }
  }

  private List<ConsumerRecord<String, String>> read(String isolation) {
    return broker.read(topic, isolation);
  }
}
