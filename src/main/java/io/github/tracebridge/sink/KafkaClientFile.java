package io.github.tracebridge.sink;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The file of Kafka's own client settings, of the form that Kafka's own tools take. */
final class KafkaClientFile {
  /** What "once and in order" rests on, and what is set elsewhere. */
  private static final Set<String> OURS =
      Set.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG);

  /** The libraries of the others are not part of the product. */
  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip");

  /** What a login module is given between quotation marks. */
  private static final Pattern JAAS_SECRET =
      Pattern.compile("(?i)\\w*(?:password|secret|token)\\w*\\s*=\\s*\"([^\"]+)\"");

  private KafkaClientFile() {}

  /** None where no file is named; what is a secret in it is masked from here on. */
  static Map<String, String> read(Settings settings) {
    Map<String, String> client = new TreeMap<>();
    if (settings.text(Setting.KAFKA_CLIENT_FILE).isEmpty()) {
      return client;
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(settings.path(Setting.KAFKA_CLIENT_FILE))) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(settings, "it cannot be read as UTF-8 properties");
    }
    properties.forEach((name, value) -> client.put(name.toString(), value.toString().strip()));
    client.forEach((name, value) -> mask(settings, name, value));
    client.keySet().forEach(name -> requireAllowed(settings, name));
    String compression = client.getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    if (!COMPRESSIONS.contains(compression)) {
      throw refused(settings, "compression.type may be none or gzip, but was " + compression);
    }
    return client;
  }

  static SettingException refused(Settings settings, String why) {
    return new SettingException(
        Setting.KAFKA_CLIENT_FILE.property()
            + " "
            + settings.text(Setting.KAFKA_CLIENT_FILE)
            + ": "
            + why
            + ". Correct it.");
  }

  private static void requireAllowed(Settings settings, String name) {
    if (OURS.contains(name)) {
      throw refused(settings, name + " is not to be set here");
    }
    Set<String> known = new TreeSet<>(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    if (!known.contains(name)) {
      throw refused(
          settings,
          name + " is no setting of Kafka's. Did you mean " + Spelling.nearest(name, known) + "?");
    }
  }

  private static void mask(Settings settings, String name, String value) {
    ConfigDef.ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
    if (key != null && key.type == ConfigDef.Type.PASSWORD && !value.isEmpty()) {
      String setting = Setting.KAFKA_CLIENT_FILE.property() + ", " + name;
      settings.mask(setting, value);
      JAAS_SECRET.matcher(value).results().forEach(found -> settings.mask(setting, found.group(1)));
    }
  }
}
