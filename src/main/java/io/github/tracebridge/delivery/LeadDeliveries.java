package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.node.NullNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int EACH_AT_ONCE = 16;
  private static final int MOST_AT_ONCE = 2_000;
  private final SinkSettings sink;
  private final Mappings mappings;
  private final DeliveryTable table;
  private final Circuit circuit;
  private final ParcelQueue queue = new ParcelQueue(this::claim);
  private volatile boolean isTrial;
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

  /** Begins a round, with nothing under way; gives how many may take parcels side by side in it. */
  int begin() {
    queue.clear();
    isTrial = circuit.isOnTrial();
    return isTrial ? 1 : sink.parallel();
  }

  /**
   * What goes out next; empty where nothing is due, or the sink should be left alone.
   *
   * @param done what the caller took before, which is settled; null at first
   */
  Optional<Parcel> take(@Nullable Parcel done) {
    if (done != null) {
      queue.done(done);
    }
    boolean isOver = circuit.isOpen() || circuit.isOnTrial() != isTrial;
    return isOver ? Optional.empty() : queue.take();
  }

  /** What goes out next, each parcel by itself; where the sink is on trial, one lead alone. */
  private List<Parcel> claim(Set<String> underWay) {
    table.takeIn();
    int most = isTrial ? 1 : Math.min(MOST_AT_ONCE, sink.parallel() * sink.batch() * EACH_AT_ONCE);
    List<Parcel> parcels = new ArrayList<>();
    for (DeliveryTable.Due due : table.inDoubt(most, underWay)) {
      item(due).ifPresent(item -> addInDoubt(item, parcels));
    }
    List<Parcel.Item> together = new ArrayList<>();
    for (DeliveryTable.Due due : table.due(most, underWay)) {
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
    try {
      return Optional.of(due.with(mappings.record(due.source())));
    } catch (Unmapped e) {
      Redaction redaction = new Redaction(due.source().id(), due.source().json());
      String reason = redaction.of(String.valueOf(e.getMessage()));
      quarantine(due.with(NullNode.instance), reason, null, null);
      return Optional.empty();
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
      case NOT_NOW, UNKNOWN, CLOSED -> {
        setAside(parcel, verdict);
        away(verdict);
      }
    }
    return List.of();
  }

  private void setAside(Parcel parcel, Verdict verdict) {
    switch (verdict.kind()) {
      case UNKNOWN -> doubt(parcel, verdict);
      case CLOSED -> notSent(parcel);
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
    Redaction redaction = new Redaction(item.leadId(), table.source(item.seq()).json());
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
  }

  private void doubt(Parcel parcel, Verdict verdict) {
    switch (sink.repeat()) {
      case SAFE -> postpone(parcel, verdict, false);
      case LOOK_UP -> postpone(parcel, verdict, true);
      case NEVER -> leaveToAPerson(parcel.items(), verdict.reason());
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

  /** Counted once an answer, however many leads it is about. */
  private void away(Verdict verdict) {
    boolean lasting = verdict.kind() == Verdict.Kind.CLOSED;
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
