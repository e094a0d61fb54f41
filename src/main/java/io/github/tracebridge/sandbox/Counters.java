package io.github.tracebridge.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox saw since it started, or since its counters were reset. Immutable.
 *
 * @param requests by kind
 * @param statuses answers by status; a reset connection has none
 * @param faults given, by kind, in JSON's names
 * @param tokensMinted logins and token requests that succeeded
 * @param revocations how often all tokens were revoked
 * @param unauthorized answers 401
 * @param forbidden answers 403
 * @param limited requests over the quota
 * @param mostInSlidingWindow most requests of one client, refused ones included, in any span of the
 *     quota's window
 * @param mostInFixedWindow the same in windows that begin with their first request
 * @param strayAuthorizations requests with an Authorization header to a path that the sandbox does
 *     not know
 * @param tokenUses requests with a token of this sandbox, good or not any more, by kind and client
 * @param wrongScope requests refused because their good token has not the scope, by kind
 * @param uploads uploads that came to be read, by what became of them
 * @param offersStored versions stored, one a capacity tier
 * @param rowsSent leads in pages answered, cut ones included
 * @param first when the first request came; null when none did
 * @param last when the last request came
 */
public record Counters(
    Map<RequestKind, Long> requests,
    Map<Integer, Long> statuses,
    Map<String, Long> faults,
    long tokensMinted,
    long revocations,
    long unauthorized,
    long forbidden,
    long limited,
    int mostInSlidingWindow,
    int mostInFixedWindow,
    long strayAuthorizations,
    Map<RequestKind, Map<String, Long>> tokenUses,
    Map<RequestKind, Long> wrongScope,
    Map<UploadOutcome, Long> uploads,
    long offersStored,
    long rowsSent,
    @Nullable Instant first,
    @Nullable Instant last) {

  /** How many requests of a kind came. */
  public long requests(RequestKind kind) {
    return requests.getOrDefault(kind, 0L);
  }

  /** How many requests of a kind came with a token of a client. */
  public long tokenUses(RequestKind kind, String client) {
    return tokenUses.getOrDefault(kind, Map.of()).getOrDefault(client, 0L);
  }

  /** How many uploads ended so. */
  public long uploads(UploadOutcome outcome) {
    return uploads.getOrDefault(outcome, 0L);
  }

  /** How many answers had a status. */
  public long status(int status) {
    return statuses.getOrDefault(status, 0L);
  }

  /** How often a fault was given. */
  public long faults(FaultKind kind) {
    return faults.getOrDefault(kind.wire(), 0L);
  }
}
