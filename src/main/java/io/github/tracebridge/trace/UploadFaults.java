package io.github.tracebridge.trace;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Secrets;
import java.io.InputStream;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Says of each answer to an upload what it means for the caller. What matters here is whether TRACE
 * may have taken it: an upload cannot be taken back. Thread-safe.
 */
public final class UploadFaults {
  /** Of this side or of the way to TRACE; any other from 400 to 499 is of the file. */
  private static final Set<Integer> NOT_OF_THE_FILE =
      Set.of(401, 403, 404, 405, 407, 408, 425, 429);

  private final QuotaSettings quota;
  private final Secrets secrets;

  /**
   * @param secrets what is not said where TRACE repeats it
   */
  public UploadFaults(QuotaSettings quota, Secrets secrets) {
    this.quota = quota;
    this.secrets = secrets;
  }

  /** Lets a good answer pass and throws a {@link Fault} for any other. */
  public void classify(
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header(Exchange.CONTENT_TYPE) @Nullable String contentType,
      @Header("X-RateLimit-Remaining") @Nullable String remaining,
      @Body @Nullable InputStream body) {
    String answered = "TRACE answered " + status;
    if (status >= 200 && status < 300) {
      requireJson(answered, contentType);
    } else if (quota.isRefusal(status, remaining)) {
      throw new Fault.QuotaUsedUp(answered + ": the quota is used up.");
    } else if (status >= 400 && status < 500 && !NOT_OF_THE_FILE.contains(status)) {
      throw new Fault.Rejected(answered + ProblemText.of(body, secrets) + ".");
    } else if (status == 401) {
      throw new Fault.Transient(
          answered + " to a new token too. Check that audience and api-url belong together.");
    } else if (status == 403) {
      throw new Fault.Transient(
          answered
              + ": the credentials lack the scope for uploads. Ask your TRACE administrator for"
              + " it.");
    } else if (status >= 500 && status != 503) {
      throw new Fault.Unknown(answered + ".");
    } else if (status == 503 || status == 408 || status == 425 || status == 429) {
      throw new Fault.Transient(answered + ".");
    } else {
      throw new Fault.NotThere(
          answered + ". Check trace.api-url, any proxy, and the names in trace.upload.*.");
    }
  }

  private static void requireJson(String answered, @Nullable String contentType) {
    if (contentType != null && !contentType.contains("json")) {
      throw new Fault.Unknown(answered + " with " + contentType + " instead of JSON.");
    }
  }

  /** Throws the fault for a call that got no answer. */
  public void unanswered(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault,
      @ExchangeProperty("upload") @Nullable UploadEntity upload) {
    String sentence =
        "TRACE gave no answer (" + Reason.of(fault) + "). Check trace.api-url and the network.";
    if (upload != null && upload.isSent()) {
      throw new Fault.Unknown(sentence);
    }
    throw new Fault.Transient(sentence);
  }
}
