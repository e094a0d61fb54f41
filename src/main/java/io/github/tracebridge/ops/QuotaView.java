package io.github.tracebridge.ops;

import io.github.tracebridge.connection.QuotaGate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An MBean {@code io.github.tracebridge:type=Quota,name=…}. Thread-safe. */
public final class QuotaView implements QuotaMXBean {
  private final QuotaGate gate;
  private final List<String> purposes;
  private final Recent<Integer> left;

  /**
   * @param purposes all that its requests are spent on
   */
  public QuotaView(QuotaGate gate, List<String> purposes, Clock steady) {
    this.gate = gate;
    this.purposes = List.copyOf(purposes);
    this.left = new Recent<>(gate::left, 0, Duration.ofSeconds(1), steady);
  }

  /** What may be wrong with it. */
  public List<Watch.Condition> conditions() {
    return List.of(Watch.Condition.of(Trouble.QUOTA, gate.settings().bucket(), this::waits));
  }

  private Optional<String> waits() {
    return gate.isShort()
        ? Optional.of(
            "requests wait for the quota of " + getLimit() + " in " + getWindowSeconds() + " s")
        : Optional.empty();
  }

  @Override
  public int getLeft() {
    return left.get();
  }

  @Override
  public int getLimit() {
    return gate.settings().requests();
  }

  @Override
  public long getWindowSeconds() {
    return gate.settings().window().toSeconds();
  }

  @Override
  public long getWaitSeconds() {
    return gate.waiting().map(Duration::toSeconds).orElse(0L);
  }

  /**
   * Each purpose that there is, also where nothing was spent on it, so that metrics know them all.
   */
  @Override
  public Map<String, Long> getBill() {
    Map<String, Long> bill = new TreeMap<>();
    purposes.forEach(purpose -> bill.put(purpose, 0L));
    bill.putAll(gate.bill());
    return bill;
  }

  @Override
  public long getRequests() {
    return gate.spent();
  }
}
