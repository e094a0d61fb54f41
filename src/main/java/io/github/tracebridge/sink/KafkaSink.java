package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.tracebridge.delivery.SinkException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch into a topic as one transaction, which also keeps the batch's name, as the offset
 * of a group of its own. After a crash, and after every fault, it has Kafka settle what was under
 * way, and asks for that name: a batch that is there is not sent again. Thread-safe.
 */
public final class KafkaSink implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final KafkaSinkSettings settings;

  /** Where the group keeps the name; the number that goes with it means nothing. */
  private final TopicPartition place;

  /** Null where none is open; this and {@link #last} are guarded by this sink. */
  private @Nullable Producer<String, String> producer;

  /** Name of the batch that Kafka got last; null where it has none. */
  private @Nullable String last;

  public KafkaSink(KafkaSinkSettings settings) {
    this.settings = settings;
    this.place = new TopicPartition(settings.topic(), 0);
  }

  /**
   * Returns when Kafka has the lines for good, each under its lead's id.
   *
   * @param batch its name, the same for each attempt
   */
  public synchronized void write(@Header("batch") String batch, @Body List<String> lines) {
    try {
      Producer<String, String> open = producer == null ? open() : producer;
      if (batch.equals(last)) {
        LOG.info("sink kafka has it already: batch {} is not sent again", batch);
      } else {
        send(open, batch, lines);
        last = batch;
      }
    } catch (RuntimeException e) {
      letGo(e);
      throw explained(e);
    }
  }

  /** Takes the transactional id over: what was under way under it is settled when this returns. */
  private Producer<String, String> open() {
    Producer<String, String> opened = new KafkaProducer<>(settings.producer());
    producer = opened;
    opened.initTransactions();
    last = lastBatch();
    return opened;
  }

  private @Nullable String lastBatch() {
    try (Admin admin = Admin.create(settings.admin())) {
      Map<TopicPartition, OffsetAndMetadata> kept =
          get(
              admin
                  .listConsumerGroupOffsets(
                      settings.transactionalId(),
                      new ListConsumerGroupOffsetsOptions().requireStable(true))
                  .partitionsToOffsetAndMetadata());
      OffsetAndMetadata mark = kept.get(place);
      return mark == null ? null : mark.metadata();
    }
  }

  private void send(Producer<String, String> open, String batch, List<String> lines) {
    open.beginTransaction();
    for (String line : lines) {
      Future<?> sent = open.send(new ProducerRecord<>(settings.topic(), leadId(line), line));
      if (sent.isDone()) {
        // perhaps refused, after a wait: then the others would wait in vain
        var unused = get(sent);
      }
    }
    open.sendOffsetsToTransaction(
        Map.of(place, new OffsetAndMetadata(0, batch)),
        new ConsumerGroupMetadata(settings.transactionalId()));
    open.commitTransaction();
  }

  private static String leadId(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      json.nextToken();
      return Objects.requireNonNull(json.nextTextValue(), "leadId");
    } catch (IOException e) {
      throw new IllegalArgumentException("a line begins with a lead's id", e);
    }
  }

  /** What the topic is like; fails with a sentence where it is not there. Takes nothing over. */
  public String check() {
    try (Admin admin = Admin.create(settings.admin())) {
      Map<String, TopicDescription> topics =
          get(admin.describeTopics(List.of(settings.topic())).allTopicNames());
      int partitions = topics.values().iterator().next().partitions().size();
      return "ok, partitions: " + partitions;
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private SinkException explained(RuntimeException fault) {
    return new SinkException(KafkaFaults.sentence(fault, settings) + ".", fault);
  }

  /**
   * Readers need not wait for a transaction that will not be; where Kafka is away it ends it later.
   */
  private void letGo(RuntimeException fault) {
    if (producer != null && !(KafkaFaults.cause(fault) instanceof RetriableException)) {
      try {
        producer.abortTransaction();
      } catch (KafkaException | IllegalStateException e) {
        fault.addSuppressed(e);
      }
    }
    close();
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
