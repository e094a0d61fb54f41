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
  private final Map<RequestKind, Map<String, Long>> tokenUses = new EnumMap<>(RequestKind.class);
  private final Map<RequestKind, Long> wrongScope = new EnumMap<>(RequestKind.class);
  private final Map<UploadOutcome, Long> uploads = new EnumMap<>(UploadOutcome.class);
  private long tokens;
  private long revocations;
  private long limited;
  private int sliding;
  private int fixed;
  private long stray;
  private long offers;
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

  synchronized void tokenUse(RequestKind kind, String client) {
    tokenUses.computeIfAbsent(kind, any -> new TreeMap<>()).merge(client, 1L, Long::sum);
  }

  synchronized void wrongScope(RequestKind kind) {
    wrongScope.merge(kind, 1L, Long::sum);
  }

  synchronized void upload(UploadOutcome outcome, int stored) {
    uploads.merge(outcome, 1L, Long::sum);
    offers += stored;
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
        copyOfTokenUses(),
        Collections.unmodifiableMap(new EnumMap<>(wrongScope)),
        Collections.unmodifiableMap(new EnumMap<>(uploads)),
        offers,
        rows,
        first,
        last);
  }

  private synchronized Map<RequestKind, Map<String, Long>> copyOfTokenUses() {
    Map<RequestKind, Map<String, Long>> copy = new EnumMap<>(RequestKind.class);
    tokenUses.forEach((kind, clients) -> copy.put(kind, new TreeMap<>(clients)));
    return Collections.unmodifiableMap(copy);
  }

  synchronized void reset() {
    requests.clear();
    statuses.clear();
    faults.clear();
    tokenUses.clear();
    wrongScope.clear();
    uploads.clear();
    tokens = revocations = limited = stray = offers = rows = 0;
    sliding = fixed = 0;
    first = last = null;
  }
}
