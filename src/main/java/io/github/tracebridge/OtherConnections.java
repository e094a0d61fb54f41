package io.github.tracebridge;

import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.QuotaGate;
import java.util.List;

/**
 * The connections beside those of the flows to TRACE: of sinks, and of routes of the user's own.
 */
final class OtherConnections {
  /** What requests to a sink are spent on. */
  static final String DELIVERIES = "deliveries";

  private final JobPlan plan;
  private final JobParts parts;
  private final Gates gates;
  private final List<Connection> all;

  OtherConnections(JobPlan plan, JobParts parts, Gates gates) {
    this.plan = plan;
    this.parts = parts;
    this.gates = gates;
    all = plan.others().stream().map(this::connect).toList();
  }

  /** Those that the settings know. */
  List<Connection> all() {
    return all;
  }

  /** That of a sink, which is one of those where the settings know it. */
  Connection ofSink(SinkPlan sink) {
    ConnectionSettings needed = sink.connection().orElseThrow();
    return all.stream()
        .filter(other -> other.settings().name().equals(needed.name()))
        .findFirst()
        .orElseGet(() -> parts.connect(needed, gates.of(sink.quota()), url -> DELIVERIES));
  }

  private Connection connect(JobPlan.Other other) {
    String purpose = plan.servesSink(other) ? DELIVERIES : QuotaGate.OTHER;
    return parts.connect(other.connection(), gate(other), url -> purpose);
  }

  /** A connection of a name that begins as TRACE's spends of TRACE's budget. */
  private QuotaGate gate(JobPlan.Other other) {
    return other.quota().bucket().equals(parts.gate().settings().bucket())
        ? parts.gate()
        : gates.of(plan.servesSink(other) ? other.quota().ofOurOwn() : other.quota());
  }
}
