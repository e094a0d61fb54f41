package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  private static final String AUTH = "trace.auth-url=https://trace.example";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Properties system = new Properties();
  private final Map<String, String> overrides = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void theNearestSourceWins() {
    assertThat(load().text(Setting.LEADS_LOOKBACK)).isEqualTo("10m");
    assertThat(load("leads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("1m");
    system.setProperty("leads.lookback", "2m");
    assertThat(load("leads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("2m");
    environment.put("LEADS_LOOKBACK", "3m");
    assertThat(load("leads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("3m");
    overrides.put("leads.lookback", "4m");
    assertThat(load("leads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("4m");
  }

  @Test
  void whatWinsOverTheFileIsSaid() {
    assertThat(loader().above("trace.leads.total")).isEmpty();
    environment.put("LEADS_LOOKBACK", "");
    assertThat(loader().above("leads.lookback")).as("empty is none").isEmpty();
    system.setProperty("trace.leads.total", "/n");
    assertThat(loader().above("trace.leads.total"))
        .contains("Java's system property trace.leads.total");
    environment.put("TRACE_LEADS_TOTAL", "");
    assertThat(loader().above("trace.leads.total"))
        .as("where empty is a value")
        .contains("TRACE_LEADS_TOTAL in the environment");
  }

  @Test
  void anEmptyValueIsNone() {
    assertThat(load("leads.lookback=").text(Setting.LEADS_LOOKBACK)).isEqualTo("10m");
    environment.put("LEADS_LOOKBACK", "");
    system.setProperty("leads.lookback", "");
    overrides.put("leads.lookback", "");
    assertThat(load("leads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("1m");
    assertThat(warnings).isEmpty();
  }

  @Test
  void secretsOfOnesOwnSinksAndVaultsAreMaskedToo() throws IOException {
    environment.put("SINKS_MYCRM_API_KEY", "key-1234");
    environment.put("CAMEL_HASHICORP_VAULT_TOKEN", "hvs.77");
    Files.writeString(
        file(),
        "leads.sinks=mycrm\nsinks.mycrm.password=geheim-77\ncamel.vault.aws.secretKey=wJalr\n");
    Secrets secrets = new Secrets();
    loader().load(file(), overrides, secrets);
    assertThat(secrets.mask("geheim-77, key-1234, hvs.77, wJalr")).isEqualTo("***, ***, ***, ***");
  }

  @Test
  void oneThatCannotBeMaskedIsRefused() {
    assertThatThrownBy(() -> load("leads.sinks=mycrm", "sinks.mycrm.password=abc"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("sinks.mycrm.password: expected a secret of at least 4 characters");
    assertThat(load(AUTH, "leads.sinks=mycrm", "sinks.mycrm.password=").forCamel())
        .doesNotContainKey("sinks.mycrm.password");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    assertThat(load("\uFEFFleads.lookback=1m").text(Setting.LEADS_LOOKBACK)).isEqualTo("1m");
  }

  @Test
  void placeholdersOfTheUsersOwnCamelSettingsAreLeftToCamel() {
    assertThat(load(AUTH, "camel.main.name={{env:HOME}}").forCamel())
        .containsEntry("camel.main.name", "{{env:HOME}}");
  }

  @Test
  void anEmptyListPointerIsTheRootOfTheAnswer() {
    assertThat(load("trace.leads.list=").text(Setting.LIST)).isEmpty();
    environment.put("TRACE_LEADS_LIST", "");
    assertThat(load("trace.leads.list=/data").text(Setting.LIST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace.leads.size-param",
        "trace.leads.created-from-param",
        "trace.leads.updated-from-param",
        "trace.leads.total",
        "trace.leads.created",
        "trace.leads.updated",
        "trace.leads.tariff-kind",
        "trace.leads.volatile"
      })
  void whatTraceMayLackCanBeSetToNothing(String name) {
    Setting setting =
        Setting.all().stream().filter(s -> s.template().equals(name)).findFirst().orElseThrow();
    assertThat(load().text(setting)).isNotEmpty();
    assertThat(load(name + "=").text(setting)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "trace.auth-ur, trace.auth-url",
    "leads.lokback, leads.lookback",
    "camel.oauth.trace-crm.client-secrets, camel.oauth.trace-crm.client-secret",
    "camel.oauth.hubspot.clientid, camel.oauth.hubspot.client-id",
    "quota.request, quota.requests",
    "sinks.file.foldr, sinks.file.folder",
    "sinks.fil.batch, sinks.file.batch"
  })
  void anUnknownNameInTheFileIsRefusedWithTheNearestKnownOne(String name, String nearest) {
    assertThatThrownBy(() -> load(name + "=x"))
        .isInstanceOf(SettingException.class)
        .hasMessage("%s in %s is not a setting. Did you mean %s?", name, file(), nearest);
  }

  @Test
  void namesUnderOtherPrefixesAreTheUsersOwn() {
    Settings settings = load(AUTH, "camel.main.durationMaxSeconds=5", "company.name=Stadtwerke");
    assertThat(settings.forCamel())
        .containsEntry("camel.main.durationMaxSeconds", "5")
        .containsEntry("company.name", "Stadtwerke");
  }

  @Test
  void aSinkOfTheUsersOwnHasSettingsOfItsOwn() {
    assertThat(load(AUTH, "leads.sinks=file, crm", "sinks.crm.url=http://crm").forCamel())
        .containsEntry("sinks.crm.url", "http://crm");
    environment.put("LEADS_SINKS", "crm");
    assertThat(load(AUTH, "sinks.crm.url=http://crm").forCamel())
        .containsEntry("sinks.crm.url", "http://crm");
  }

  @Test
  void valuesOfASinksHeadersAreMaskedAndNotCamels() {
    Secrets secrets = new Secrets();
    try {
      Files.writeString(
          file(),
          "sinks.http.headers=X-Api-Key: geheim-7, Authorization: Bearer geheim-token, X-Source:"
              + " TRACE, geheim-without-name\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Settings settings = loader().load(file(), Map.of(), secrets);
    assertThat(secrets.mask("geheim-7 TRACE geheim-token geheim-without-name"))
        .isEqualTo("*** TRACE *** ***");
    assertThat(settings.forCamel()).doesNotContainKey("sinks.http.headers");
    assertThat(settings.list(Setting.SINK_HEADERS, "http")).hasSize(4);
  }

  @Test
  void settingsOfASinkThatIsOffStay() {
    environment.put("SINKS_HUBSPOT_BATCH", "7");
    assertThat(load(AUTH, "sinks.http.url=http://crm", "sinks.mylog.anything=x").forCamel())
        .containsEntry("sinks.http.url", "http://crm")
        .containsEntry("sinks.mylog.anything", "x")
        .containsEntry("sinks.hubspot.batch", "7");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aCrmWithoutAConnectionHasABudgetOfItsOwn() {
    environment.put("QUOTA_SINK_HUBSPOT_WINDOW", "10s");
    Settings settings = load(AUTH, "quota.sink-http.requests=9");
    assertThat(settings.text(Setting.CONNECTION_QUOTA_REQUESTS, "sink-http")).isEqualTo("9");
    assertThat(settings.text(Setting.CONNECTION_QUOTA_WINDOW, "sink-hubspot")).isEqualTo("10s");
    assertThatThrownBy(() -> load(AUTH, "quota.sink-kafka.requests=9"))
        .hasMessageEndingWith("is not a setting. Did you mean quota.sink-http.requests?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quota.trace-crm.requests",
        "quota.trace-crm.window",
        "quota.trace-upload.requests",
        "quota.trace-upload.window",
        "quota.trace-desk.requests",
        "quota.trace-crm.request"
      })
  void aBudgetOfTracesOwnConnectionsIsRefused(String name) {
    assertThatThrownBy(() -> load("camel.oauth.trace-desk.client-id=x", name + "=9s"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "%s in %s does nothing: all connections to TRACE share quota.requests and quota.window."
                + " Set those instead.",
            name, file());
  }

  @Test
  void aBudgetOfTracesOwnConnectionsIsNeitherReadNorSuggested() {
    environment.put("QUOTA_TRACE_CRM_REQUESTS", "9");
    load();
    assertThat(warnings)
        .containsExactly(
            "QUOTA_TRACE_CRM_REQUESTS in the environment is not a setting, and was left aside.");
    assertThatThrownBy(() -> load("quota.tracecrm.requests=9"))
        .hasMessageEndingWith("is not a setting. Did you mean quota.requests?");
  }

  @Test
  void ofASinkThatThereIsNotItSaysWhichThereAre() {
    assertThatThrownBy(() -> load("sinks.salesdesk.url=http://crm"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "sinks.salesdesk.url in %s is of no sink that there is:"
                + " routes/sinks/salesdesk.camel.yaml is not there. Add that file, or take one of"
                + " file, http, hubspot, kafka, mylog, salesforce, tryton.",
            file());
  }

  @ParameterizedTest
  @CsvSource({"file, url", "kafka, path", "file, statuses", "file, look-up-found"})
  void aSettingThatDoesNothingIsRefused(String sink, String name) {
    assertThatThrownBy(() -> load("sinks." + sink + "." + name + "=x"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "sinks.%s.%s in %s does nothing: the sink %s calls no CRM over HTTP. Leave it out.",
            sink, name, file(), sink);
  }

  @Test
  void anUnknownNameInTheEnvironmentIsWarnedOf() {
    environment.put("LEADS_LOKBACK", "1m");
    environment.put("TRACE_AUTH_URL", "http://localhost");
    environment.put("HTTP_PROXY", "http://proxy");
    environment.put("DATA_HOME", "/data");
    environment.put("PATH", "/bin");
    assertThat(load().url(Setting.AUTH_URL)).hasHost("localhost");
    assertThat(warnings)
        .containsExactly("LEADS_LOKBACK in the environment is not a setting, and was left aside.");
  }

  @Test
  void theEnvironmentNamesTheConnectionsThatTheFileNames() {
    environment.put("CAMEL_OAUTH_MY_CRM_CLIENT_ID", "from environment");
    Settings settings = load("camel.oauth.my-crm.client-id=from file");
    assertThat(settings.text(Setting.CLIENT_ID, "my-crm")).isEqualTo("from environment");
    assertThat(warnings).isEmpty();
  }

  @Test
  void theEnvironmentAloneNamesConnectionsToo() {
    environment.put("CAMEL_OAUTH_MY_CRM_CLIENT_SECRET_FILE", "/run/secrets/crm");
    environment.put("QUOTA_MY_CRM_REQUESTS", "7");
    Settings settings = load();
    assertThat(settings.connections()).containsExactly("my-crm");
    assertThat(settings.text(Setting.CLIENT_SECRET_FILE, "my-crm")).isEqualTo("/run/secrets/crm");
    assertThat(settings.count(Setting.CONNECTION_QUOTA_REQUESTS, 1, 10, "my-crm")).isEqualTo(7);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aConnectionsSettingThatThereIsNotIsLeftAside() {
    environment.put("CAMEL_OAUTH_MY_CRM_CLIENT_IDD", "1");
    assertThat(load().connections()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "CAMEL_OAUTH_MY_CRM_CLIENT_IDD in the environment is not a setting, and was left"
                + " aside.");
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    String sentence =
        "The settings file %s cannot be read as a UTF-8 properties file. Correct it, or name"
            + " another with --config.";
    assertThatThrownBy(() -> loader().load(file(), Map.of(), new Secrets()))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The settings file %s is not there. Create it, or name another with --config.", file());
    Files.write(file(), new byte[] {'a', '=', (byte) 0xFC});
    assertThatThrownBy(() -> loader().load(file(), Map.of(), new Secrets()))
        .hasMessage(sentence, file());
    Files.writeString(file(), "a=\\u00g0");
    assertThatThrownBy(() -> loader().load(file(), Map.of(), new Secrets()))
        .hasMessage(sentence, file());
  }

  @Test
  void thereNeedBeNoFile() {
    assertThat(loader().load(null, Map.of(), new Secrets()).text(Setting.DATA_DIR))
        .isEqualTo("data");
  }

  private Settings load(String... lines) {
    try {
      Files.write(file(), List.of(lines));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return loader().load(file(), overrides, new Secrets());
  }

  private SettingsLoader loader() {
    return new SettingsLoader(environment, system, List.of("mylog"), warnings::add);
  }

  private Path file() {
    return folder.resolve("tracebridge.properties");
  }
}
