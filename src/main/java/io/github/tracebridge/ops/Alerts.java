package io.github.tracebridge.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.connection.Backoff;
import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others of incidents, for the routes of alerts: each beginning and each end at most once.
 * For one thread.
 */
public final class Alerts {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Watch watch;
  private final Secret url;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private int failures;
  private Instant nextAt = Instant.MIN;

  /**
   * @param clock steady
   */
  public Alerts(Watch watch, AlertSettings settings, Clock clock) {
    this.watch = watch;
    this.url = settings.url();
    this.clock = clock;
  }

  /** What is to be told now; none while others do not listen. */
  public List<Incident> due() {
    return clock.instant().isBefore(nextAt) ? List.of() : watch.takeUntold();
  }

  /** Where to. */
  public String address() {
    return url.reveal();
  }

  /**
   * What is told: {@code text} for people, and the same in parts.
   *
   * @param incident null for a test
   */
  public String json(@ExchangeProperty("incident") @Nullable Incident incident) {
    Map<String, @Nullable Object> alert = new LinkedHashMap<>();
    if (incident == null) {
      alert.put("text", "tracebridge: a test, sent by check --alert. Nothing is wrong.");
      alert.put("event", "test");
      return json(alert);
    }
    boolean isOver = incident.closedAt() != null;
    alert.put("text", text(incident));
    alert.put("event", isOver ? "closed" : "opened");
    alert.put("incident", incident.trouble().id());
    alert.put("subject", incident.subject());
    alert.put("sentence", incident.sentence());
    alert.put("remedy", isOver ? null : incident.trouble().remedy());
    alert.put("openedAt", incident.openedAt().toString());
    alert.put("closedAt", isOver ? String.valueOf(incident.closedAt()) : null);
    return json(alert);
  }

  private String json(Map<String, @Nullable Object> alert) {
    try {
      return json.writeValueAsString(alert);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Incident incident) {
    return incident.closedAt() == null
        ? "tracebridge: %s: %s %s"
            .formatted(incident.title(), incident.sentence(), incident.trouble().remedy())
        : "tracebridge: over: %s, which began at %s: %s"
            .formatted(incident.title(), incident.openedAt(), incident.sentence());
  }

  /** They have it. */
  public void heard() {
    if (failures > 0) {
      LOG.info("alerts are heard again");
    }
    failures = 0;
    nextAt = Instant.MIN;
  }

  /**
   * No good answer came. Where they may have heard of it all the same, it is not told again: one
   * alert that is lost is less than a storm of them.
   */
  public void failed(
      @ExchangeProperty("incident") Incident incident,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    if (failures == 0) {
      LOG.warn("alerts are not heard: alerts.url {}", reason(fault));
    }
    nextAt = clock.instant().plus(Backoff.of(failures, null, LONGEST_WAIT));
    failures++;
    if (isUnheard(fault)) {
      watch.notTold(incident);
    }
  }

  private static boolean isUnheard(Exception fault) {
    return fault instanceof HttpOperationFailedException
        || fault instanceof ConnectException
        || fault instanceof ConnectTimeoutException
        || fault instanceof UnknownHostException
        || fault instanceof NoRouteToHostException
        || fault instanceof SSLHandshakeException;
  }

  /** Without the address, which may be a secret. */
  public static String reason(Exception fault) {
    return fault instanceof HttpOperationFailedException answer
        ? "answered " + answer.getStatusCode()
        : "gave no answer (" + Reason.of(fault) + ")";
  }
}
