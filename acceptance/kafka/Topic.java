import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What an administrator does with the topic, and what a reader sees of it. */
public final class Topic {
  private static final String NAME = "leads";
  private static final String ID = "tracebridge-" + NAME;

  private final Properties client = new Properties();

  public static void main(String[] command) throws Exception {
    Topic topic = new Topic();
    topic.client.load(new java.io.FileReader(command[0]));
    if (command[1].equals("create")) {
      topic.create();
    } else {
      topic.read(command[2]);
    }
  }

  /** With what docs/sinks/kafka.md says that the cluster must allow, and nothing else. */
  private void create() throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(NAME, 3, (short) 1))).all().get();
      admin
          .createAcls(
              List.of(
                  allow(ResourceType.TOPIC, NAME, AclOperation.WRITE),
                  allow(ResourceType.TOPIC, NAME, AclOperation.READ),
                  allow(ResourceType.TRANSACTIONAL_ID, ID, AclOperation.WRITE),
                  allow(ResourceType.GROUP, ID, AclOperation.READ)))
          .all()
          .get();
    }
  }

  private static AclBinding allow(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:tracebridge", "*", operation, AclPermissionType.ALLOW));
  }

  /** Prints key and value of each record, a partition after the other. */
  private void read(String isolation) {
    client.put("isolation.level", isolation);
    try (KafkaConsumer<String, String> reader =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(NAME).stream()
              .map(partition -> new TopicPartition(NAME, partition.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      StringBuilder lines = new StringBuilder();
      while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(each -> lines.append(each.key() + "\t" + each.value() + "\n"));
      }
      System.out.writeBytes(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
