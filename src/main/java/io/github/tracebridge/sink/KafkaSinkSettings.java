package io.github.tracebridge.sink;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How leads go to Kafka.
 *
 * @param transactionalId of the producer, and name of the group that keeps which batch Kafka has
 * @param client Kafka's own settings that the user gave; may hold secrets
 */
public record KafkaSinkSettings(
    List<String> servers, String topic, String transactionalId, Map<String, String> client) {
  /** The sink's name. */
  public static final String NAME = "kafka";

  private static final String MAX_BLOCK = ProducerConfig.MAX_BLOCK_MS_CONFIG;
  private static final Pattern SERVER = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

  /**
   * Larger than any lead that fits the job's memory, so that the topic alone says what it takes.
   */
  private static final String MOST_BYTES = String.valueOf(32 << 20);

  public KafkaSinkSettings {
    servers = List.copyOf(servers);
    client = Map.copyOf(client);
  }

  /** Reads them. */
  public static KafkaSinkSettings from(Settings settings) {
    requireEveryVersion(settings);
    KafkaSinkSettings kafka =
        new KafkaSinkSettings(
            servers(settings),
            topic(settings),
            settings.text(Setting.KAFKA_TRANSACTIONAL_ID),
            KafkaClientFile.read(settings));
    try {
      var unused = new ProducerConfig(kafka.producer());
    } catch (ConfigException e) {
      throw KafkaClientFile.refused(settings, String.valueOf(e.getMessage()));
    }
    return kafka;
  }

  private static void requireEveryVersion(Settings settings) {
    String versions = settings.text(Setting.SINK_VERSIONS, NAME);
    if (!versions.isEmpty() && !versions.equals("every")) {
      throw SettingException.wrong(Setting.SINK_VERSIONS.property(NAME), "every", versions);
    }
  }

  private static List<String> servers(Settings settings) {
    List<String> servers = settings.list(Setting.KAFKA_SERVERS);
    for (String server : servers) {
      var form = SERVER.matcher(server);
      if (!form.matches() || Integer.parseInt(form.group(2)) > 65_535) {
        throw SettingException.wrong(
            Setting.KAFKA_SERVERS.property(), "brokers such as kafka-1.example.com:9092", server);
      }
    }
    if (servers.isEmpty()) {
      throw settings.missing(Setting.KAFKA_SERVERS);
    }
    return servers;
  }

  private static String topic(Settings settings) {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    if (!TOPIC.matcher(topic).matches()) {
      throw SettingException.wrong(
          Setting.KAFKA_TOPIC.property(),
          "up to 249 letters of A to Z, a to z, 0 to 9, dot, _ and -",
          topic);
    }
    return topic;
  }

  /** What a producer is made by; what the user gave wins over what is only usual. */
  Map<String, Object> producer() {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MOST_BYTES);
    all.putAll(common());
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    return all;
  }

  /** The same for what only asks. */
  Map<String, Object> admin() {
    Map<String, Object> all = common();
    all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, all.get(MAX_BLOCK));
    return all;
  }

  private Map<String, Object> common() {
    Map<String, Object> all = new HashMap<>();
    all.put(MAX_BLOCK, "10000");
    all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "5000");
    all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
    all.putAll(client);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return all;
  }

  @Override
  public String toString() {
    return topic + " at " + String.join(", ", servers);
  }
}
