package io.github.tracebridge.ops;

import io.github.tracebridge.delivery.DeliveredCounts;
import io.github.tracebridge.delivery.Deliveries;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Selection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An MBean {@code io.github.tracebridge:type=Sink,name=…}. Thread-safe. */
public final class SinkView extends Pausable implements SinkMXBean {
  private static final Duration LIFE = Duration.ofSeconds(1);

  private final String name;
  private final Deliveries deliveries;
  private final LeadRecords records;
  private final Clock wall;
  private final Recent<Standing> standing;
  private final Recent<DeliveredCounts.Speeds> speeds;

  /** How it stands, at one time. */
  private record Standing(
      long pending,
      Optional<Instant> oldest,
      long refused,
      long inDoubt,
      Optional<String> complaint,
      Optional<Instant> nextTry) {
    static final Standing NONE =
        new Standing(0, Optional.empty(), 0, 0, Optional.empty(), Optional.empty());

    static Standing of(Deliveries at) {
      return new Standing(
          at.pending(),
          at.oldestPending(),
          at.refused(),
          at.inDoubt(),
          at.complaint(),
          at.nextTry());
    }
  }

  public SinkView(
      String name,
      Deliveries deliveries,
      LeadRecords records,
      DeliveredCounts counts,
      Flow flow,
      Clock wall,
      Clock steady) {
    super(flow);
    this.name = name;
    this.deliveries = deliveries;
    this.records = records;
    this.wall = wall;
    this.speeds =
        new Recent<>(() -> counts.speeds(name), DeliveredCounts.Speeds.NONE, LIFE, steady);
    this.standing = new Recent<>(() -> Standing.of(deliveries), Standing.NONE, LIFE, steady);
  }

  @Override
  public List<Watch.Condition> conditions() {
    return List.of(
        Watch.Condition.of(Trouble.SINK, name, () -> standing.get().complaint()),
        Watch.Condition.of(Trouble.QUARANTINE, name, this::needingPerson),
        pausedCondition());
  }

  private Optional<String> needingPerson() {
    Standing now = standing.get();
    return now.refused() + now.inDoubt() == 0
        ? Optional.empty()
        : Optional.of(
            now.refused() + " leads in quarantine, " + now.inDoubt() + " in doubt at sink " + name);
  }

  @Override
  public long getDelivered() {
    return deliveries.delivered();
  }

  @Override
  public long getPending() {
    return standing.get().pending();
  }

  @Override
  public long getOldestUndeliveredAgeSeconds() {
    return standing
        .get()
        .oldest()
        .map(time -> Math.max(0, Duration.between(time, wall.instant()).toSeconds()))
        .orElse(0L);
  }

  @Override
  public long getQuarantined() {
    return standing.get().refused();
  }

  @Override
  public long getInDoubt() {
    return standing.get().inDoubt();
  }

  @Override
  public String getComplaint() {
    return standing.get().complaint().orElse("");
  }

  @Override
  public String getNextTry() {
    return standing.get().nextTry().map(Instant::toString).orElse("");
  }

  @Override
  public Map<String, Long> getDeliveredWithin() {
    DeliveredCounts.Speeds sink = speeds.get();
    Map<String, Long> within = new LinkedHashMap<>();
    sink.within().forEach((bound, leads) -> within.put("" + bound.toSeconds(), leads));
    within.put("+Inf", sink.total());
    return within;
  }

  @Override
  public String deliverNow() {
    if (!deliveries.tryNow()) {
      throw new IllegalStateException(
          "sink " + name + " asked to be left alone until " + getNextTry() + ".");
    }
    return "what was postponed goes out now";
  }

  @Override
  public String replay(String leadId) {
    if (records.replay(new Selection(name, List.of(leadId), null, null)) == 0) {
      throw new IllegalArgumentException(
          "no lead of that id waits for a person at sink " + name + ".");
    }
    return "the lead goes out again";
  }

  @Override
  public String replayAll() {
    return records.replay(new Selection(name, List.of(), null, null)) + " leads go out again";
  }
}
