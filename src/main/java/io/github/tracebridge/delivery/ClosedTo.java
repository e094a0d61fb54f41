package io.github.tracebridge.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a sink that is closed to us from one that is closed to a single lead, say a record that
 * somebody locked: there it goes on taking others. Thread-safe.
 */
final class ClosedTo {
  /** So often others were taken meanwhile; once or twice may be a sink that comes and goes. */
  private static final int TIMES = 3;

  private final Map<String, Sight> sights = new ConcurrentHashMap<>();

  /** When it was seen last, by what was delivered until then, and how often others came between. */
  private record Sight(long delivered, int times) {}

  /**
   * The sink was closed to that lead.
   *
   * @param delivered to the sink so far
   * @return whether it is the lead alone
   */
  boolean isAlone(String leadId, long delivered) {
    Sight sight =
        sights.merge(
            leadId,
            new Sight(delivered, 0),
            (before, now) ->
                now.delivered() > before.delivered()
                    ? new Sight(now.delivered(), before.times() + 1)
                    : before);
    boolean isAlone = sight.times() >= TIMES;
    if (isAlone) {
      sights.remove(leadId);
    }
    return isAlone;
  }

  /** The sink took it. */
  void open(String leadId) {
    sights.remove(leadId);
  }
}
