package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.node.NullNode;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each lead, on its way to one sink: what is due, and in which parcels it
 * goes out, round by round. Thread-safe, as long as there is one round at a time.
 */
public final class LeadDeliveries implements Deliveries {
  /** So many times a lead goes with others; from then on it may be what is wrong with them. */
  private static final int TOGETHER = 3;

  private static final int EACH_AT_ONCE = 16;
  private static final int MOST_AT_ONCE = 2_000;
  private final SinkSettings sink;
  private final Mappings mappings;
  private final DeliveryTable table;
  private final Settlement settlement;
  private final Circuit circuit;
  private final ParcelQueue queue = new ParcelQueue(this::claim);
  private volatile boolean isTrial;

  public LeadDeliveries(SinkSettings sink, Mappings mappings, Ledger ledger, Clock clock) {
    this.sink = sink;
    this.mappings = mappings;
    this.table = new DeliveryTable(ledger, sink.name(), clock);
    this.circuit = new Circuit(clock);
    this.settlement =
        new Settlement(
            sink, table, new Outcomes(ledger, sink.name(), sink.lookUpAfter(), clock), circuit);
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
    if (sink.repeat() == SinkSettings.Repeat.SAFE) {
      settlement.sendAgain();
    }
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
      settlement.leaveToAPerson(List.of(item), "no answer came.");
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
      String reason = e.place() + redaction.of(e.words());
      settlement.quarantine(due.with(NullNode.instance), reason, null, null);
      return Optional.empty();
    }
  }

  Settlement settlement() {
    return settlement;
  }

  @Override
  public long delivered() {
    return settlement.delivered();
  }

  /** What this process put into quarantine, or left to a person. */
  public long quarantined() {
    return settlement.quarantined();
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

  @Override
  public long refused() {
    return table.count("QUARANTINED");
  }

  @Override
  public long inDoubt() {
    return table.count("UNKNOWN");
  }

  @Override
  public boolean tryNow() {
    if (!circuit.tryNow()) {
      return false;
    }
    table.tryNow();
    return true;
  }
}
