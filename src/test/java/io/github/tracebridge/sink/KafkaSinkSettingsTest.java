package io.github.tracebridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSinkSettingsTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  @TempDir Path folder;
  private final Secrets secrets = new Secrets();
  private final Map<String, String> values =
      new TreeMap<>(
          Map.of(
              Setting.KAFKA_SERVERS.property(), "kafka-1.example.com:9092, [::1]:9093",
              Setting.KAFKA_TOPIC.property(), "leads"));

  @Test
  void theTransactionalIdIsNamedByTheTopic() {
    KafkaSinkSettings settings = read();
    assertThat(settings.transactionalId()).isEqualTo("tracebridge-leads");
    assertThat(settings.servers()).containsExactly("kafka-1.example.com:9092", "[::1]:9093");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sinks.kafka.bootstrap-servers | kafka | brokers such as kafka-1.example.com:9092",
        "sinks.kafka.bootstrap-servers | kafka:70000 | brokers such as kafka-1.example.com:9092",
        "sinks.kafka.bootstrap-servers | http://a:1 | brokers such as kafka-1.example.com:9092",
        "sinks.kafka.topic | a b | up to 249 letters of A to Z, a to z, 0 to 9, dot, _ and -",
        "sinks.kafka.topic | .. | up to 249 letters of A to Z, a to z, 0 to 9, dot, _ and -",
        "sinks.kafka.versions | latest | every"
      })
  void whatCannotBeIsRefusedByItsName(String name, String value, String expected) {
    values.put(name, value);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingException.class)
        .hasMessage("%s: expected %s, but was \"%s\". Correct it.", name, expected, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sinks.kafka.bootstrap-servers", "sinks.kafka.topic"})
  void whatIsMissingIsNamed(String name) {
    values.remove(name);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + " is missing: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks=1 | acks is not to be set here",
        "transactional.id=x | transactional.id is not to be set here",
        "sasl.mechanims=PLAIN"
            + " | sasl.mechanims is no setting of Kafka's. Did you mean sasl.mechanism?",
        "compression.type=zstd | compression.type may be none or gzip, but was zstd",
        "max.block.ms=soon"
            + " | Invalid value soon for configuration max.block.ms: Not a number of type LONG"
      })
  void aClientFileThatCannotBeIsRefused(String line, String why) throws IOException {
    Path file = clientFile(line);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingException.class)
        .hasMessage("sinks.kafka.client-file %s: %s. Correct it.", file, why);
  }

  @Test
  void aClientFileThatIsNotThereIsSaid() {
    values.put(Setting.KAFKA_CLIENT_FILE.property(), "/not/there");
    assertThatThrownBy(this::read)
        .hasMessage(
            "sinks.kafka.client-file /not/there: it cannot be read as UTF-8 properties. Correct"
                + " it.");
  }

  @Test
  void itsPasswordsAreMasked() throws IOException {
    clientFile(
        "ssl.keystore.password=store-secret\nsasl.jaas.config="
            + LOGIN
            + " username=\"tracebridge\" password=\"login-secret\";");
    KafkaSinkSettings settings = read();
    assertThat(secrets.mask("store-secret, login-secret, tracebridge"))
        .isEqualTo("***, ***, tracebridge");
    assertThat(settings.toString()).doesNotContain("secret");
    assertThat(settings.producer()).containsEntry("ssl.keystore.password", "store-secret");
  }

  private Path clientFile(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), lines);
    values.put(Setting.KAFKA_CLIENT_FILE.property(), file.toString());
    return file;
  }

  private KafkaSinkSettings read() {
    return KafkaSinkSettings.from(Settings.of(values, secrets));
  }
}
