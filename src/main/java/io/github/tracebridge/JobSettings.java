package io.github.tracebridge;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.lead.LeadSettings;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.LeadContract;
import java.nio.file.Path;
import java.time.Instant;

/** All settings as the parts of the job take them; what no part can take is refused. */
record JobSettings(
    LeadSettings leads,
    LeadContract contract,
    ConnectionSettings crm,
    HttpSettings http,
    QuotaSettings quota,
    int batch,
    ManagementPort managementPort,
    Path files,
    LedgerSettings ledger) {
  static final String CRM = "trace-crm";

  static JobSettings from(Settings settings, Instant now) {
    return new JobSettings(
        LeadSettings.from(settings, now),
        LeadContract.from(settings),
        crm(settings),
        HttpSettings.from(settings),
        QuotaSettings.from(settings, CRM),
        settings.count(Setting.SINK_BATCH, 1, 100_000, "file"),
        ManagementPort.from(settings),
        settings.path(Setting.FILE_SINK_FOLDER),
        LedgerSettings.from(settings));
  }

  private static ConnectionSettings crm(Settings settings) {
    if (!settings.knowsConnection(CRM)) {
      throw new SettingException(
          "There are no credentials for TRACE. Set trace.auth-url and camel.oauth.trace-crm.client-id,"
              + " .client-secret and .audience in tracebridge.properties, or TRACE_AUTH_URL,"
              + " CAMEL_OAUTH_TRACE_CRM_CLIENT_ID and so on in the environment.");
    }
    return ConnectionSettings.from(settings, CRM);
  }
}
