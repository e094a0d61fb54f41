package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.setting.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps by which routes bring each lead's newest version to sinks. A sink's route, {@code
 * direct:sink-NAME}, gets the record as its body, in JSON, and in exchange properties {@code
 * leadId}, {@code leadVersion}, {@code idempotencyKey}, {@code isFirst} and {@code inDoubt}; where
 * several go at once, it gets them as an array, and none of these. That it returns means that the
 * sink has it, unless it left a {@link Verdict} in the property {@code verdict}. Thread-safe.
 */
public final class LeadQueue {
  private static final Logger LOG = LoggerFactory.getLogger(LeadQueue.class);

  private final Map<String, LeadDeliveries> sinks;

  private final Secrets secrets;

  /**
   * @param sinks by their names
   * @param secrets what no reason and no quarantine may hold
   */
  public LeadQueue(Map<String, LeadDeliveries> sinks, Secrets secrets) {
    this.sinks = Map.copyOf(sinks);
    this.secrets = secrets;
  }

  public boolean isDue(@ExchangeProperty("sink") String sink) {
    return of(sink).isDue();
  }

  /** Begins a round; gives one number for each that may take parcels in it. */
  public List<Integer> takers(@ExchangeProperty("sink") String sink) {
    return IntStream.rangeClosed(1, of(sink).begin()).boxed().toList();
  }

  /** The next parcel as body, null where there is none; the one before, if any, is settled. */
  public void take(Exchange exchange, @ExchangeProperty("sink") String sink) {
    Parcel next = of(sink).take(exchange.getProperty("taken", Parcel.class)).orElse(null);
    exchange.setProperty("taken", next);
    exchange.getMessage().setBody(next);
  }

  /**
   * Makes of a parcel what the sink's route gets.
   *
   * @throws Fault.Stopping where it is better not sent now
   */
  public void begin(Exchange exchange, @ExchangeProperty("sink") String sink, @Body Parcel parcel) {
    LeadDeliveries deliveries = of(sink);
    exchange.setProperty("parcel", parcel);
    exchange.removeProperty("verdict");
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(body(deliveries, parcel).toString());
    exchange.setProperty("inDoubt", parcel.inDoubt());
    if (deliveries.sink().batch() == 1) {
      Parcel.Item item = parcel.items().get(0);
      exchange.setProperty("leadId", item.leadId());
      exchange.setProperty("leadVersion", item.version());
      exchange.setProperty("idempotencyKey", item.key());
      exchange.setProperty("isFirst", item.isFirst());
    }
    deliveries.settlement().begin(parcel);
  }

  private static JsonNode body(LeadDeliveries deliveries, Parcel parcel) {
    if (deliveries.sink().batch() == 1) {
      return deliveries.mappings().request(parcel.items().get(0).record());
    }
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    parcel.items().forEach(item -> records.add(item.record()));
    return deliveries.mappings().request(records);
  }

  /** The sink's route returned; gives the smaller parcels that are to go out instead, if any. */
  public List<Parcel> settle(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel) {
    Verdict verdict = exchange.getProperty("verdict", Verdict.delivered(), Verdict.class);
    return of(sink).settlement().settle(parcel, verdict.without(secrets));
  }

  /** The sink's route broke off; gives the same. */
  public List<Parcel> brokeOff(
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    if (LedgerException.explain(fault).isPresent()) {
      throw fault instanceof RuntimeException known ? known : new IllegalStateException(fault);
    }
    if (Fault.isStopping(fault)) {
      of(sink).settlement().notSent(parcel);
      return List.of();
    }
    LOG.debug("sink {} broke off", sink, fault);
    return of(sink).settlement().settle(parcel, SinkFaults.verdict(fault).without(secrets));
  }

  private LeadDeliveries of(String sink) {
    return Objects.requireNonNull(sinks.get(sink), sink);
  }
}
