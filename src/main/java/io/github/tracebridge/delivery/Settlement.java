package io.github.tracebridge.delivery;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.log.Outage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each answer of one sink means for the leads of a parcel. Thread-safe. */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final SinkSettings sink;
  private final DeliveryTable table;
  private final Outcomes outcomes;
  private final Circuit circuit;
  private final ClosedTo closedTo = new ClosedTo();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder quarantined = new LongAdder();

  Settlement(SinkSettings sink, DeliveryTable table, Outcomes outcomes, Circuit circuit) {
    this.sink = sink;
    this.table = table;
    this.outcomes = outcomes;
    this.circuit = circuit;
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
    if (!parcel.inDoubt()) {
      outcomes.sending(parcel.items(), sink.repeat() != SinkSettings.Repeat.SAFE);
    }
  }

  /** What may have arrived may go out once more. */
  void sendAgain() {
    outcomes.sendAgain();
  }

  /** It was not sent: it stays due as it was. */
  void notSent(Parcel parcel) {
    if (!parcel.inDoubt()) {
      outcomes.released(parcel.items());
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
      case NOT_NOW, UNKNOWN, LOST, CLOSED -> {
        if (isClosedToItAlone(parcel, verdict)) {
          refuse(parcel.items().get(0), verdict);
          return List.of();
        }
        setAside(parcel, verdict);
        away(verdict);
      }
    }
    return List.of();
  }

  private boolean isClosedToItAlone(Parcel parcel, Verdict verdict) {
    return verdict.kind() == Verdict.Kind.CLOSED
        && parcel.isSingle()
        && closedTo.isAlone(parcel.items().get(0).leadId(), delivered());
  }

  private void setAside(Parcel parcel, Verdict verdict) {
    switch (verdict.kind()) {
      case UNKNOWN -> doubt(parcel, verdict);
      case LOST -> doubt(parcel, verdict.afterAtLeast(sink.lookUpAfter()));
      default -> postpone(parcel, verdict, parcel.inDoubt());
    }
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
        default -> later.computeIfAbsent(nameless(item, row), r -> new ArrayList<>()).add(item);
      }
    }
    if (later.values().stream().mapToInt(List::size).sum() < rows.size()) {
      deliver(done);
    }
    later.forEach((row, items) -> setAside(new Parcel(items, parcel.inDoubt()), row));
    later.keySet().stream().max(Comparator.comparing(Verdict::kind)).ifPresent(this::away);
  }

  /** Without what the lead tells, and without the answer, which differs from lead to lead. */
  private Verdict nameless(Parcel.Item item, Verdict row) {
    Redaction redaction = new Redaction(item.leadId(), table.source(item.seq()).json());
    return Verdict.of(row.kind(), redaction.of(row.reason()), "").after(row.pause());
  }

  private void deliver(List<Parcel.Item> items) {
    outcomes.delivered(items);
    items.forEach(item -> closedTo.open(item.leadId()));
    delivered.add(items.size());
    taken();
  }

  private void taken() {
    circuit
        .succeeded()
        .ifPresent(
            away ->
                LOG.info("sink {} takes leads again after {}", sink.name(), Outage.words(away)));
  }

  private void refuse(Parcel.Item item, Verdict verdict) {
    Redaction redaction = new Redaction(item.leadId(), table.source(item.seq()).json());
    quarantine(
        item,
        redaction.of(verdict.reason()),
        redaction.of(item.record()),
        redaction.of(verdict.response()));
  }

  void quarantine(
      Parcel.Item item, String reason, @Nullable String request, @Nullable String response) {
    outcomes.quarantined(item, reason, request, response);
    quarantined.increment();
    LOG.warn("sink {}: lead {} is in quarantine: {}", sink.name(), item.leadId(), reason);
  }

  private void postpone(Parcel parcel, Verdict verdict, boolean inDoubt) {
    outcomes.postponed(parcel.items(), inDoubt, verdict.reason(), verdict.pause());
  }

  private void doubt(Parcel parcel, Verdict verdict) {
    switch (sink.repeat()) {
      case SAFE -> postpone(parcel, verdict, false);
      case LOOK_UP -> postpone(parcel, verdict, true);
      case NEVER -> leaveToAPerson(parcel.items(), verdict.reason());
    }
  }

  void leaveToAPerson(List<Parcel.Item> items, String reason) {
    outcomes.unknown(items, reason);
    quarantined.add(items.size());
    for (Parcel.Item item : items) {
      LOG.warn(
          "sink {}: whether it has lead {} is not known: {} See tracebridge leads rejected.",
          sink.name(),
          item.leadId(),
          reason);
    }
  }

  /** Counted once an answer, however many leads it is about. */
  private void away(Verdict verdict) {
    boolean lasting = verdict.kind() == Verdict.Kind.CLOSED;
    if (circuit.failed(verdict.reason(), verdict.pause(), lasting)) {
      LOG.warn("sink {} does not take leads: {} They stay due.", sink.name(), verdict.reason());
    }
  }

  long delivered() {
    return delivered.sum();
  }

  long quarantined() {
    return quarantined.sum();
  }
}
