package io.github.tracebridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest version of each lead, on its way to one sink: what is due, in which parcels, and what
 * each answer means for it. Thread-safe, as long as one thread at a time claims.
 */
public final class LeadDeliveries implements Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(LeadDeliveries.class);

  /** So many times a lead goes with others; from then on it may be what is wrong with them. */
  private static final int TOGETHER = 3;

  private static final int REQUESTS_AT_ONCE = 16;
  private static final int MOST_AT_ONCE = 2_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final SinkSettings sink;
  private final Mappings mappings;
  private final DeliveryTable table;
  private final Circuit circuit;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder quarantined = new LongAdder();

  public LeadDeliveries(SinkSettings sink, Mappings mappings, Ledger ledger, Clock clock) {
    this.sink = sink;
    this.mappings = mappings;
    this.table = new DeliveryTable(ledger, sink.name(), sink.lookUpAfter(), clock);
    this.circuit = new Circuit(clock);
  }

  SinkSettings sink() {
    return sink;
  }

  Mappings mappings() {
    return mappings;
  }

  /** Whether anything may go to the sink now. */
  boolean isDue() {
    table.takeIn();
    return !circuit.isOpen() && table.isAnyDue();
  }

  /** What goes out next, each parcel by itself; where the sink is on trial, one lead alone. */
  List<Parcel> claim() {
    int most =
        circuit.isOnTrial()
            ? 1
            : Math.min(MOST_AT_ONCE, sink.parallel() * sink.batch() * REQUESTS_AT_ONCE);
    List<Parcel> parcels = new ArrayList<>();
    for (DeliveryTable.Due due : table.inDoubt(most)) {
      item(due).ifPresent(item -> addInDoubt(item, parcels));
    }
    List<Parcel.Item> together = new ArrayList<>();
    for (DeliveryTable.Due due : table.due(most)) {
      item(due)
          .ifPresent(
              item -> {
                if (item.attempts() >= TOGETHER) {
                  parcels.add(new Parcel(List.of(item), false));
                } else {
                  together.add(item);
                }
              });
    }
    for (int i = 0; i < together.size(); i += sink.batch()) {
      int end = Math.min(together.size(), i + sink.batch());
      parcels.add(new Parcel(together.subList(i, end), false));
    }
    return parcels;
  }

  private void addInDoubt(Parcel.Item item, List<Parcel> parcels) {
    if (sink.repeat() == SinkSettings.Repeat.NEVER) {
      leaveToAPerson(List.of(item), "no answer came.");
    } else {
      parcels.add(new Parcel(List.of(item), true));
    }
  }

  /** Empty where the mapping makes no record of it; that is quarantined here. */
  private Optional<Parcel.Item> item(DeliveryTable.Due due) {
    JsonNode lead = parse(due.body());
    try {
      JsonNode record =
          mappings.record(
              lead,
              Map.of(
                  "id", new TextNode(due.leadId()),
                  "version", new IntNode(due.version()),
                  "kind", new TextNode(due.kind()),
                  "seenAt", new TextNode(due.seenAt())));
      return Optional.of(due.with(record));
    } catch (Unmapped e) {
      String reason = new Redaction(due.leadId(), lead).of(String.valueOf(e.getMessage()));
      quarantine(due.with(JSON.nullNode()), reason, null, null);
      return Optional.empty();
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger has a lead that is no JSON", e);
    }
  }

  /**
   * The last moment before the sink gets it.
   *
   * @throws Fault.Stopping where it is better not sent now
   */
  void begin(Parcel parcel) {
    if (circuit.isOpen()) {
      throw new Fault.Stopping();
    }
    if (sink.repeat() != SinkSettings.Repeat.SAFE && !parcel.inDoubt()) {
      table.sending(parcel.items());
    }
  }

  /** It was not sent: it stays due as it was. */
  void notSent(Parcel parcel) {
    if (sink.repeat() != SinkSettings.Repeat.SAFE && !parcel.inDoubt()) {
      table.released(parcel.items());
    }
  }

  /** Takes in what the sink answered, and says which smaller parcels are to go out for it. */
  List<Parcel> settle(Parcel parcel, Verdict verdict) {
    if (!verdict.rows().isEmpty()) {
      byRow(parcel, verdict.rows());
      return List.of();
    }
    switch (verdict.kind()) {
      case DELIVERED -> deliver(parcel.items());
      case REFUSED -> {
        taken();
        if (!parcel.isSingle()) {
          notSent(parcel);
          return parcel.halves();
        }
        refuse(parcel.items().get(0), verdict);
      }
      case NOT_NOW -> postpone(parcel, verdict, parcel.inDoubt());
      case UNKNOWN -> doubt(parcel, verdict);
      case CLOSED -> {
        notSent(parcel);
        away(verdict, true);
      }
    }
    return List.of();
  }

  private void byRow(Parcel parcel, List<Verdict> rows) {
    List<Parcel.Item> done = new ArrayList<>();
    Map<Verdict, List<Parcel.Item>> later = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Parcel.Item item = parcel.items().get(i);
      Verdict row = rows.get(i);
      switch (row.kind()) {
        case DELIVERED -> done.add(item);
        case REFUSED -> refuse(item, row);
        default -> later.computeIfAbsent(row, other -> new ArrayList<>()).add(item);
      }
    }
    deliver(done);
    later.forEach((row, items) -> settle(new Parcel(items, parcel.inDoubt()), row));
  }

  private void deliver(List<Parcel.Item> items) {
    table.delivered(items);
    delivered.add(items.size());
    taken();
  }

  private void taken() {
    if (circuit.succeeded()) {
      LOG.info("sink {} takes leads again", sink.name());
    }
  }

  private void refuse(Parcel.Item item, Verdict verdict) {
    Redaction redaction = new Redaction(item.leadId(), parse(table.body(item.seq())));
    quarantine(
        item,
        redaction.of(verdict.reason()),
        redaction.of(item.record()),
        redaction.of(verdict.response()));
  }

  private void quarantine(
      Parcel.Item item, String reason, @Nullable String request, @Nullable String response) {
    table.quarantined(item, reason, request, response);
    quarantined.increment();
    LOG.warn("sink {}: lead {} is in quarantine: {}", sink.name(), item.leadId(), reason);
  }

  private void postpone(Parcel parcel, Verdict verdict, boolean inDoubt) {
    table.postponed(parcel.items(), inDoubt, verdict.reason(), verdict.pause());
    away(verdict, false);
  }

  private void doubt(Parcel parcel, Verdict verdict) {
    switch (sink.repeat()) {
      case SAFE -> postpone(parcel, verdict, false);
      case LOOK_UP -> postpone(parcel, verdict, true);
      case NEVER -> {
        leaveToAPerson(parcel.items(), verdict.reason());
        away(verdict, false);
      }
    }
  }

  private void leaveToAPerson(List<Parcel.Item> items, String reason) {
    table.unknown(items, reason);
    quarantined.add(items.size());
    for (Parcel.Item item : items) {
      LOG.warn(
          "sink {}: whether it has lead {} is not known: {} See tracebridge leads rejected.",
          sink.name(),
          item.leadId(),
          reason);
    }
  }

  private void away(Verdict verdict, boolean lasting) {
    if (circuit.failed(verdict.reason(), verdict.pause(), lasting)) {
      LOG.warn("sink {} does not take leads: {} They stay due.", sink.name(), verdict.reason());
    }
  }

  @Override
  public long delivered() {
    return delivered.sum();
  }

  /** What this process put into quarantine, or left to a person. */
  public long quarantined() {
    return quarantined.sum();
  }

  @Override
  public long pending() {
    return table.count("DUE", "SENDING") + table.behind();
  }

  @Override
  public Optional<Instant> oldestPending() {
    return table.oldestPending();
  }

  @Override
  public Optional<Instant> nextTry() {
    return Stream.concat(table.nextTry().stream(), circuit.nextTry().stream())
        .max(Instant::compareTo)
        .filter(time -> table.nextTry().isPresent());
  }

  @Override
  public Optional<String> complaint() {
    return circuit.reason();
  }
}
