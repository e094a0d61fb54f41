package io.github.tracebridge;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.delivery.SinkSettings;
import io.github.tracebridge.delivery.SinkSettings.Repeat;
import io.github.tracebridge.delivery.SinkSettings.Versions;
import io.github.tracebridge.leadfile.LeadFiles;
import io.github.tracebridge.leadfile.LeadFilesSettings;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.sink.HttpSinkSettings;
import io.github.tracebridge.sink.KafkaSinkSettings;
import io.github.tracebridge.sink.TrytonSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one sink is made by.
 *
 * @param http empty where it is no CRM over HTTP of ours to call
 * @param kafka empty where it is not the sink kafka
 * @param tryton empty where it is not Tryton
 * @param connection what its requests go through; empty where its route sees to that
 */
record SinkPlan(
    SinkSettings settings,
    Mappings mappings,
    Optional<HttpSinkSettings> http,
    Optional<KafkaSinkSettings> kafka,
    Optional<TrytonSettings> tryton,
    Optional<ConnectionSettings> connection,
    QuotaSettings quota) {
  private static final Set<String> LOGS = Set.of("file", KafkaSinkSettings.NAME);

  static SinkPlan from(Settings given, String name, Home home) {
    Settings settings =
        given
            .withDefaults(home.sinkDefaults(name))
            .withHeaders(Setting.SINK_HEADERS, Setting.SINK_HEADERS_FILE, name);
    Optional<TrytonSettings> tryton =
        name.equals(TrytonSettings.SINK)
            ? Optional.of(TrytonSettings.from(settings))
            : Optional.empty();
    Optional<HttpSinkSettings> http =
        tryton.isEmpty() && settings.has(Setting.SINK_URL, name)
            ? Optional.of(HttpSinkSettings.from(settings, name))
            : Optional.empty();
    if (http.isEmpty() && home.isHttpSink(name)) {
      throw settings.missing(Setting.SINK_URL, name);
    }
    Optional<KafkaSinkSettings> kafka =
        name.equals(KafkaSinkSettings.NAME)
            ? Optional.of(KafkaSinkSettings.from(settings))
            : Optional.empty();
    Versions usual = LOGS.contains(name) ? Versions.EVERY : Versions.LATEST;
    SinkSettings sink =
        SinkSettings.from(
            settings, name, usual, http.map(HttpSinkSettings::repeat).orElse(Repeat.NEVER));
    http.ifPresent(crm -> crm.require(sink));
    Optional<ConnectionSettings> connection =
        tryton
            .map(TrytonSettings::connection)
            .or(() -> http.map(crm -> connection(settings, name, crm)));
    return new SinkPlan(
        sink,
        mappings(settings, name, home),
        http,
        kafka,
        tryton,
        connection,
        QuotaSettings.from(settings, connection.map(ConnectionSettings::name).orElse(name))
            .ofOurOwn());
  }

  static Mappings mappings(Settings settings, String name, Home home) {
    Mappings mappings =
        settings.text(Setting.SINK_MAPPING, name).isEmpty()
            ? Mappings.read(home.folder().resolve("mapping").resolve(name + ".jslt"), true)
            : Mappings.read(settings.path(Setting.SINK_MAPPING, name), false);
    return mappings.with(new LeadFiles(LeadFilesSettings.from(settings)));
  }

  private static ConnectionSettings connection(
      Settings settings, String sink, HttpSinkSettings crm) {
    if (crm.connection().isEmpty()) {
      return ConnectionSettings.open("sink-" + sink, crm.url());
    }
    String property = Setting.SINK_CONNECTION.property(sink);
    if (!settings.knowsConnection(crm.connection())) {
      throw new SettingException(
          property
              + ": there is no connection "
              + crm.connection()
              + ". Set camel.oauth."
              + crm.connection()
              + ".*, or name one that there is.");
    }
    if (crm.connection().startsWith("trace-")) {
      throw new SettingException(
          property + ": TRACE's own connections never go to a sink. Name one of the sink's.");
    }
    ConnectionSettings connection = ConnectionSettings.from(settings, crm.connection());
    if (!connection.mayBeSentTo(crm.url())) {
      throw new SettingException(
          property
              + ": "
              + Setting.SINK_URL.property(sink)
              + " is not at camel.oauth."
              + crm.connection()
              + ".api-url, so its token would not be sent there. Set both to one host.");
    }
    return connection;
  }

  /** What the sink's route is told. */
  Map<String, String> camel() {
    Map<String, String> camel = new HashMap<>();
    http.ifPresent(crm -> camel.put("sinks." + settings.name() + ".base-url", crm.base()));
    tryton.ifPresent(crm -> camel.put("sinks.tryton.rpc-url", crm.rpcUrl().toString()));
    return camel;
  }
}
