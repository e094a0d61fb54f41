package io.github.tracebridge;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.ops.AlertSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a job is made by, read and right.
 *
 * @param leads empty where that flow is off
 * @param offers empty where that flow is off
 * @param others connections that no flow of ours has, for routes of the user's own and by hand
 */
record JobPlan(
    Optional<LeadFlow.Plan> leads,
    Optional<OfferFlow.Plan> offers,
    List<Other> others,
    HttpSettings http,
    Transport transport,
    QuotaSettings quota,
    ManagementPort managementPort,
    Optional<AlertSettings> alerts,
    LedgerSettings ledger) {
  private static final Logger LOG = LoggerFactory.getLogger(JobPlan.class);
  private static final String ALERTS_ROUTE = "alerts";

  /** A connection beside those of the flows, and its budget. */
  record Other(ConnectionSettings connection, QuotaSettings quota) {
    static List<Other> of(Settings settings) {
      return settings.connections().stream()
          .filter(name -> !Set.of(LeadFlow.CONNECTION, OfferFlow.CONNECTION).contains(name))
          .map(
              name ->
                  new Other(
                      ConnectionSettings.from(settings, name), QuotaSettings.from(settings, name)))
          .toList();
    }
  }

  /**
   * @throws SettingException where a setting is wrong, or no flow has credentials
   */
  static JobPlan of(Settings settings, Home home, Instant now) {
    JobPlan plan = toCheck(settings, home, now);
    if (plan.leads().isEmpty() && plan.offers().isEmpty()) {
      throw noCredentials();
    }
    return plan;
  }

  /**
   * Of a job that only asks and looks; it may have connections and no flow.
   *
   * @throws SettingException where a setting is wrong, or there is no connection at all
   */
  static JobPlan toCheck(Settings settings, Home home, Instant now) {
    if (settings.connections().isEmpty()) {
      throw noCredentials();
    }
    HttpSettings http = HttpSettings.from(settings);
    return new JobPlan(
        LeadFlow.Plan.of(settings, home, now),
        OfferFlow.Plan.of(settings),
        Other.of(settings),
        http,
        Transport.from(settings, http),
        QuotaSettings.from(settings, LeadFlow.CONNECTION),
        ManagementPort.from(settings),
        AlertSettings.from(settings),
        LedgerSettings.from(settings));
  }

  private static SettingException noCredentials() {
    return new SettingException(
        "There are no credentials for TRACE. Set trace.auth-url and camel.oauth.trace-crm.client-id,"
            + " .client-secret and .audience in tracebridge.properties, or TRACE_AUTH_URL,"
            + " CAMEL_OAUTH_TRACE_CRM_CLIENT_ID and so on in the environment.");
  }

  /** Whether a sink's requests go through that connection. */
  boolean servesSink(Other other) {
    return leads.stream()
        .flatMap(flow -> flow.sinks().stream())
        .flatMap(sink -> sink.connection().stream())
        .anyMatch(needed -> needed.name().equals(other.connection().name()));
  }

  /** Says which flow is off, and why. */
  void sayWhatIsOff() {
    if (leads.isEmpty()) {
      LOG.info("leads are off: camel.oauth.{}.* is not set", LeadFlow.CONNECTION);
    }
    if (offers.isEmpty()) {
      LOG.info("offers are off: camel.oauth.{}.* is not set", OfferFlow.CONNECTION);
    }
  }

  /** Where Camel finds the routes of the flows that are on. */
  String routes(Home home) {
    Set<String> off = new HashSet<>();
    if (leads.isEmpty()) {
      off.addAll(LeadFlow.ROUTES);
    }
    if (offers.isEmpty()) {
      off.addAll(OfferFlow.ROUTES);
    }
    if (leads.isPresent() && !leads.get().files().isOn()) {
      off.add(LeadFlow.FILES_ROUTE);
    }
    if (alerts.isEmpty()) {
      off.add(ALERTS_ROUTE);
    }
    return home.routePattern(off, leads.map(flow -> flow.leads().sinks()).orElse(List.of()));
  }

  /** What Camel Main and the routes are told. */
  Properties camel(Settings settings, boolean scheduled) {
    Properties camel = new Properties();
    camel.putAll(settings.forCamel());
    camel.putAll(CamelDefaults.of(settings, scheduled));
    leads.ifPresent(flow -> camel.putAll(flow.camel()));
    offers.ifPresent(flow -> camel.putAll(flow.camel()));
    camel.put("tracebridge.scheduled", String.valueOf(scheduled));
    // a redelivery policy in YAML takes plain milliseconds: Camel fails on "1s" at the first fault
    camel.put("http.retry-millis", String.valueOf(http.retryDelay().toMillis()));
    camel.put(Setting.HTTP_RETRIES.property(), String.valueOf(http.retries()));
    return camel;
  }
}
