import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.support.RetrySynchronizationManager;
import org.springframework.web.client.RestClientResponseException;

/** Waits as long as Retry-After says, and grows its own delays where it says nothing. */
final class RetryAfterBackOff extends ExponentialBackOffPolicy {
  RetryAfterBackOff() {
    setInitialInterval(100);
    setMaxInterval(5_000);
  }

  @Override
  public void backOff(BackOffContext context) {
    RetryContext retry = RetrySynchronizationManager.getContext();
    for (Throwable cause = retry.getLastThrowable(); cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientResponseException answer && answer.getResponseHeaders() != null) {
        String after = answer.getResponseHeaders().getFirst("Retry-After");
        if (after != null) {
          sleep(Long.parseLong(after));
          return;
        }
      }
    }
    super.backOff(context);
  }

  private static void sleep(long seconds) {
    try {
      Thread.sleep(seconds * 1000);
    } catch (InterruptedException e) {
      throw new BackOffInterruptedException("interrupted", e);
    }
  }
}
