package io.github.tracebridge.sink;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka's faults mean, in a sentence each. */
final class KafkaFaults {
  private KafkaFaults() {}

  /** What began it: Kafka wraps a fault in those that follow from it. */
  static Throwable cause(Throwable fault) {
    Throwable cause = fault;
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof KafkaException) {
        cause = each;
      }
    }
    return cause;
  }

  /** Without its full stop, and without anything that a lead holds. */
  static String sentence(Throwable fault, KafkaSinkSettings settings) {
    Throwable cause = cause(fault);
    String servers = String.join(", ", settings.servers());
    if (cause instanceof UnknownTopicOrPartitionException) {
      return "there is no topic " + settings.topic() + ". Create it, or correct sinks.kafka.topic";
    }
    if (cause instanceof AuthorizationException) {
      return "its user may not use "
          + subject(cause, settings)
          + ". Allow it what docs/sinks/kafka.md names";
    }
    if (cause instanceof AuthenticationException) {
      return servers + " and this side do not trust each other (" + words(cause) + ")";
    }
    if (cause instanceof ConfigException) {
      return servers + " cannot be called (" + words(cause) + ")";
    }
    if (cause instanceof RecordTooLargeException) {
      return "a lead is larger than its topic takes. Raise max.message.bytes of the topic "
          + settings.topic();
    }
    if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException) {
      return "the transactional id "
          + settings.transactionalId()
          + " was taken over. If another ledger uses it, set sinks.kafka.transactional-id of one";
    }
    if (cause instanceof RetriableException) {
      return servers + " does not answer in time (" + words(cause) + ")";
    }
    return "Kafka broke off (" + words(cause) + ")";
  }

  private static String subject(Throwable cause, KafkaSinkSettings settings) {
    if (cause instanceof TopicAuthorizationException) {
      return "the topic " + settings.topic();
    }
    if (cause instanceof TransactionalIdAuthorizationException) {
      return "the transactional id " + settings.transactionalId();
    }
    return cause instanceof GroupAuthorizationException
        ? "the group " + settings.transactionalId()
        : "the cluster";
  }

  private static String words(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).strip();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
