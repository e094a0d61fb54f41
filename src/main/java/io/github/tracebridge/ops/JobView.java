package io.github.tracebridge.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The MBean {@code io.github.tracebridge:type=Job}. Thread-safe. */
public final class JobView implements JobMXBean {
  private final String version;
  private final Watch watch;
  private final ClockWatch clock;
  private final Clock steady;
  private final Instant begun;
  private final Instant began;

  /**
   * @param version and commit
   */
  public JobView(String version, Watch watch, ClockWatch clock, Clock wall, Clock steady) {
    this.version = version;
    this.watch = watch;
    this.clock = clock;
    this.steady = steady;
    this.begun = steady.instant();
    this.began = wall.instant();
  }

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public String getBegan() {
    return began.toString();
  }

  @Override
  public long getUptimeSeconds() {
    return Duration.between(begun, steady.instant()).toSeconds();
  }

  @Override
  public List<String> getIncidents() {
    return watch.open().stream()
        .map(
            incident ->
                "%s since %s: %s %s"
                    .formatted(
                        incident.title(),
                        incident.openedAt(),
                        incident.sentence(),
                        incident.trouble().remedy()))
        .toList();
  }

  @Override
  public Map<String, Long> getOpenIncidents() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Trouble trouble : Trouble.values()) {
      counts.put(trouble.id(), 0L);
    }
    watch.open().forEach(incident -> counts.merge(incident.trouble().id(), 1L, Long::sum));
    return counts;
  }

  @Override
  public long getClockSkewSeconds() {
    return clock.skew().map(skew -> Math.round(skew.toMillis() / 1000.0)).orElse(0L);
  }
}
