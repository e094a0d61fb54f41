package io.github.tracebridge.selftest;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import java.time.Duration;
import java.util.Map;

/** What a trial's sandbox is like and how it misbehaves, and the job's settings to fit. */
public final class Weather {
  /** So few that a walk has to wait, within a window that is longer than a start takes. */
  public static final int QUOTA = 60;

  /** The window of the quota. */
  public static final Duration WINDOW = Duration.ofSeconds(4);

  static final String DESK = "price-desk";
  static final String CRM = "crm-sync";

  private static final Map<FaultKind, Double> RATES =
      Map.of(
          FaultKind.LEAD_INSERTED, 0.05,
          FaultKind.LEAD_DELETED, 0.02,
          FaultKind.LEAD_CHANGED, 0.2,
          // what closes the gate for a window keeps all else from happening
          FaultKind.LIMITED_BARE, 0.003);

  private Weather() {}

  /** Of a sandbox for it: short-lived tokens, and a quota. */
  public static Knobs knobs() {
    return Knobs.defaults()
        .with(
            "{login:{tokenTtl:'2s'}, quota:{requests:%d,window:'%s',reset:'epoch-millis'}}"
                .formatted(QUOTA, WINDOW))
        .with("{answers:{latency:'3ms'},listing:{beyondLast:'404'}}");
  }

  /** By their names in the environment; without folders. */
  static Map<String, String> settings(Sandbox sandbox) {
    return Map.ofEntries(
        Map.entry("TRACE_AUTH_URL", sandbox.uri().toString()),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_ID", CRM),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", "sandbox-secret"),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_AUDIENCE", Knobs.AUDIENCE),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID", DESK),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET", "sandbox-upload-secret"),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE", Knobs.AUDIENCE),
        Map.entry("TRACE_LEADS_PAGE_SIZE", "25"),
        Map.entry("LEADS_SCHEDULE", "500ms"),
        Map.entry("LEADS_FULL_SCHEDULE", "2s"),
        Map.entry("OFFERS_LOOK", "20ms"),
        Map.entry("OFFERS_SETTLE", "20ms"),
        Map.entry("OFFERS_RESEND_AFTER", "100ms"),
        Map.entry("HTTP_RETRY_DELAY", "20ms"),
        Map.entry("QUOTA_REQUESTS", String.valueOf(QUOTA)),
        Map.entry("QUOTA_WINDOW", WINDOW.toSeconds() + "s"),
        Map.entry("MANAGEMENT_PORT", "0"));
  }

  /** The sandbox misbehaves from here on. */
  static void begin(Sandbox sandbox, long seed) {
    sandbox.faults().seed(seed);
    for (FaultKind kind : FaultKind.values()) {
      Fault fault = Fault.rate(RATES.getOrDefault(kind, usualRate(kind)));
      sandbox.faults().set(kind, fault.delayed(Duration.ofMillis(20)));
    }
  }

  /** There are few uploads, so more of them go wrong. */
  private static double usualRate(FaultKind kind) {
    return kind.name().startsWith("UPLOAD") ? 0.05 : 0.01;
  }
}
