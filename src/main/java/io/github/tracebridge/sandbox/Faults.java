package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** The faults that are switched on. Thread-safe; its lock is the object itself. */
public final class Faults {
  private final Map<FaultKind, Fault> active = new EnumMap<>(FaultKind.class);
  private final Tally tally;
  private Random random = new Random(1);

  Faults(Tally tally) {
    this.tally = tally;
  }

  /** A fault that strikes now. */
  record Strike(FaultKind kind, Fault fault) {}

  /** Switches one fault on, in place of what it was. */
  public synchronized void set(FaultKind kind, Fault fault) {
    active.put(kind, fault);
  }

  /** Switches one fault off. */
  public synchronized void clear(FaultKind kind) {
    active.remove(kind);
  }

  /** Switches all faults off. */
  public synchronized void clear() {
    active.clear();
  }

  /** Begins the dice of the rates anew. */
  public synchronized void seed(long seed) {
    random = new Random(seed);
  }

  /** What is switched on, with the counts that remain. */
  public synchronized Map<FaultKind, Fault> active() {
    return new EnumMap<>(active);
  }

  /**
   * Switches as told by JSON, for example {@code {"seed":7,"cut-body":{"next":1,"page":2},
   * "reset":null}}; null switches one off.
   *
   * @throws IllegalArgumentException if a name or a value is wrong; nothing is switched then
   */
  public void put(JsonNode changes) {
    if (!changes.isObject()) {
      throw new IllegalArgumentException("faults: expected a JSON object, but was " + changes);
    }
    List<Runnable> switches = new ArrayList<>();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      switches.add(switchOf(change.getKey(), change.getValue()));
    }
    synchronized (this) {
      switches.forEach(Runnable::run);
    }
  }

  private Runnable switchOf(String name, JsonNode value) {
    if (name.equals("seed")) {
      return () -> seed(value.asLong());
    }
    FaultKind kind = FaultKind.of(name);
    if (value.isNull()) {
      return () -> clear(kind);
    }
    Fault fault = SandboxJson.convert(value, Fault.class);
    return () -> set(kind, fault);
  }

  ObjectNode json() {
    ObjectNode json = SandboxJson.MAPPER.createObjectNode();
    active().forEach((kind, fault) -> json.set(kind.wire(), SandboxJson.MAPPER.valueToTree(fault)));
    return json;
  }

  /** The first fault of a stage that strikes, counted as given. */
  Optional<Strike> strike(FaultKind.Stage stage, OptionalInt page) {
    return FaultKind.at(stage).stream().flatMap(kind -> strike(kind, page).stream()).findFirst();
  }

  /** Whether one kind strikes, counted as given. */
  synchronized Optional<Strike> strike(FaultKind kind, OptionalInt page) {
    Fault fault = active.get(kind);
    if (fault == null || !applies(fault, page)) {
      return Optional.empty();
    }
    active.put(kind, fault.spent());
    tally.fault(kind);
    return Optional.of(new Strike(kind, fault));
  }

  private boolean applies(Fault fault, OptionalInt page) {
    if (fault.page() != null && (page.isEmpty() || page.getAsInt() != fault.page())) {
      return false;
    }
    if (fault.next() != null && fault.next() == 0) {
      return false;
    }
    return fault.rate() == null || random.nextDouble() < fault.rate();
  }
}
