package io.github.tracebridge.sandbox;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts. Thread-safe; its lock is the object itself. */
final class Tally {
  private final Map<RequestKind, Long> requests = new EnumMap<>(RequestKind.class);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private long tokens;
  private long revocations;
  private long limited;
  private int sliding;
  private int fixed;
  private long stray;
  private long rows;
  private @Nullable Instant first;
  private @Nullable Instant last;

  synchronized void request(RequestKind kind, Instant now) {
    requests.merge(kind, 1L, Long::sum);
    first = first == null ? now : first;
    last = now;
  }

  synchronized void status(int status) {
    statuses.merge(status, 1L, Long::sum);
  }

  synchronized void fault(FaultKind kind) {
    faults.merge(kind.wire(), 1L, Long::sum);
  }

  synchronized void token() {
    tokens++;
  }

  synchronized void revocation() {
    revocations++;
  }

  synchronized void quota(QuotaBook.Grant grant) {
    limited += grant.admitted() ? 0 : 1;
    sliding = Math.max(sliding, grant.inSlidingWindow());
    fixed = Math.max(fixed, grant.inFixedWindow());
  }

  synchronized void strayAuthorization() {
    stray++;
  }

  synchronized void rows(int sent) {
    rows += sent;
  }

  synchronized Counters counters() {
    return new Counters(
        Collections.unmodifiableMap(new EnumMap<>(requests)),
        Collections.unmodifiableMap(new TreeMap<>(statuses)),
        Collections.unmodifiableMap(new TreeMap<>(faults)),
        tokens,
        revocations,
        statuses.getOrDefault(401, 0L),
        statuses.getOrDefault(403, 0L),
        limited,
        sliding,
        fixed,
        stray,
        rows,
        first,
        last);
  }

  synchronized void reset() {
    requests.clear();
    statuses.clear();
    faults.clear();
    tokens = revocations = limited = stray = rows = 0;
    sliding = fixed = 0;
    first = last = null;
  }
}
