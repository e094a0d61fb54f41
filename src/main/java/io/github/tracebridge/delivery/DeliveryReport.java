package io.github.tracebridge.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a run of deliveries to one sink came to: a line when nothing is due any more, and one a
 * minute until then. Thread-safe, as long as one thread delivers to a sink.
 */
public final class DeliveryReport {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryReport.class);
  private static final Duration APART = Duration.ofMinutes(1);

  private final Map<String, Deliveries> sinks;
  private final Clock clock;
  private final Map<String, Line> last = new ConcurrentHashMap<>();

  private record Line(long delivered, Instant at) {}

  /**
   * @param sinks by their names
   * @param clock steady
   */
  public DeliveryReport(Map<String, Deliveries> sinks, Clock clock) {
    this.sinks = Map.copyOf(sinks);
    this.clock = clock;
  }

  /** What was due at the sink went out, or will later. */
  public void over(@ExchangeProperty("sink") String sink) {
    Deliveries now = Objects.requireNonNull(sinks.get(sink), sink);
    Line before = last.getOrDefault(sink, new Line(0, Instant.EPOCH));
    long delivered = now.delivered() - before.delivered();
    if (delivered == 0) {
      return;
    }
    long due = now.pending();
    if (due > 0 && clock.instant().isBefore(before.at().plus(APART))) {
      return;
    }
    LOG.info("lead-delivery {}: {} versions delivered, {} due", sink, delivered, due);
    last.put(sink, new Line(before.delivered() + delivered, clock.instant()));
  }
}
