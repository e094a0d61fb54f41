package io.github.tracebridge.trace;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.connection.Reason;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Says of each answer of TRACE what it means for the caller. Thread-safe. */
public final class Faults {
  /** How servers say that there is no such path, or no such page behind the last one. */
  private static final Set<Integer> NOT_THERE = Set.of(400, 404, 410, 416, 422);

  private final QuotaSettings quota;

  public Faults(QuotaSettings quota) {
    this.quota = quota;
  }

  /** Lets a good answer pass and throws a {@link Fault} for any other. */
  public void classify(
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header(Exchange.CONTENT_TYPE) @Nullable String contentType,
      @Header("X-RateLimit-Remaining") @Nullable String remaining) {
    if (status >= 200 && status < 300) {
      requireJson(status, contentType);
    } else if (quota.isRefusal(status, remaining)) {
      throw new Fault.QuotaUsedUp("TRACE answered " + status + ": the quota is used up.");
    } else if (status == 401) {
      throw new Fault.Transient(
          "TRACE answered 401 to a new token too. Check that audience and api-url belong together.");
    } else if (status == 403) {
      throw new Fault.Rejected(
          "TRACE answered 403: the credentials lack the scope for this API. Ask your TRACE"
              + " administrator for it (read:leads for leads).");
    } else if (status == 408 || status == 425 || status >= 500) {
      throw new Fault.Transient("TRACE answered " + status + ".");
    } else {
      String sentence =
          "TRACE answered " + status + ". Check trace.api-url and the names in trace.*.";
      throw NOT_THERE.contains(status)
          ? new Fault.NotThere(sentence)
          : new Fault.Rejected(sentence);
    }
  }

  /** Throws the fault for a call that got no answer. */
  public void unanswered(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    throw new Fault.Transient(
        "TRACE gave no answer (" + Reason.of(fault) + "). Check trace.api-url and the network.");
  }

  private static void requireJson(int status, @Nullable String contentType) {
    if (contentType != null && !contentType.toLowerCase(Locale.ROOT).contains("json")) {
      throw new Fault.Transient(
          "TRACE answered " + status + " with " + contentType + " instead of JSON.");
    }
  }
}
