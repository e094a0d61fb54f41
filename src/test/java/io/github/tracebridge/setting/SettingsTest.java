package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String SECRET = "camel.oauth.trace-crm.client-secret";

  @TempDir Path folder;
  private final Secrets secrets = new Secrets();

  @Test
  void placeholdersStandForOtherSettingsAndForTheirDefaults() {
    Settings settings = settings("trace.auth-url", "https://trace.example/");
    assertThat(settings.url(Setting.TOKEN_ENDPOINT, "trace-crm"))
        .hasToString("https://trace.example/api/auth/m2m-login");
    assertThat(settings.url(Setting.CONNECTION_API_URL, "trace-crm"))
        .hasToString("https://trace.example");
    assertThat(settings.text(Setting.FILE_SINK_FOLDER)).isEqualTo("data/leads");
    assertThat(settings("data.dir", "/var/$1\\x").text(Setting.FILE_SINK_FOLDER))
        .isEqualTo("/var/$1\\x/leads");
  }

  @Test
  void aPlaceholderMayNameASettingOfAConnectionThatWasLeftAtItsDefault() {
    Settings settings =
        settings(
            "trace.auth-url", "https://trace.example",
            "camel.oauth.trace-upload.api-url", "{{camel.oauth.trace-crm.api-url}}/upload");
    assertThat(settings.url(Setting.CONNECTION_API_URL, "trace-upload"))
        .hasToString("https://trace.example/upload");
  }

  @Test
  void aPlaceholderWithoutAValueIsRefused() {
    assertThatThrownBy(() -> settings().url(Setting.API_URL))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.auth-url is missing: trace.api-url refers to it. Set trace.auth-url or"
                + " trace.api-url.");
  }

  @Test
  void aWrongValueIsThatOfTheSettingWhichTheUserMade() {
    String expected =
        ": expected a URL such as https://api.example.com, but was \"trace\". Correct it.";
    assertThatThrownBy(
            () -> settings("trace.auth-url", "trace").url(Setting.TOKEN_ENDPOINT, "trace-crm"))
        .hasMessage("trace.auth-url" + expected);
    assertThatThrownBy(
            () -> settings("trace.auth-url", "trace").url(Setting.CONNECTION_API_URL, "trace-crm"))
        .hasMessage("trace.auth-url" + expected);
    assertThatThrownBy(
            () ->
                settings("trace.auth-url", "https://trace", "trace.api-url", "trace")
                    .url(Setting.CONNECTION_API_URL, "trace-crm"))
        .hasMessage("trace.api-url" + expected);
    assertThatThrownBy(() -> settings("data.dir", "a\0b").path(Setting.FILE_SINK_FOLDER))
        .hasMessageStartingWith("data.dir: ");
  }

  @Test
  void aPlaceholderNeverShowsASecret() {
    Settings settings = settings("data.dir", "/x/{{ledger.password}}", "ledger.password", "geheim");
    assertThatThrownBy(() -> settings.text(Setting.DATA_DIR))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ledger.password is a secret and cannot be referred to")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void circlesAreRefused() {
    Settings itself = settings("data.dir", "{{data.dir}}/x");
    assertThatThrownBy(() -> itself.text(Setting.DATA_DIR))
        .isInstanceOf(SettingException.class)
        .hasMessage("data.dir refers to itself: \"{{data.dir}}/x\". Break the circle.");
    Settings round =
        settings("data.dir", "{{own.b}}", "own.b", "{{own.c}}", "own.c", "{{data.dir}}");
    assertThatThrownBy(() -> round.text(Setting.DATA_DIR))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("refers to itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{trace.auth-url}}",
        "a{{b",
        "x}}y",
        "a:b/c%20d+e&f=g",
        "#!;'\"",
        "größe-ß-€",
        " spaces "
      })
  void secretsAreTakenAsTheyAre(String secret) throws IOException {
    assertThat(secret(settings(SECRET, secret))).isEqualTo(secret);
    assertThat(secret(loaded(Map.of(), Map.of(SECRET, secret)))).isEqualTo(secret);
    String name = "CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET";
    assertThat(secret(loaded(Map.of(name, secret), Map.of()))).isEqualTo(secret);
  }

  @Test
  void aSecretInAFileIsTrimmed() throws IOException {
    assertThat(secret(settings(SECRET + "-file", file("\n  {{größe}} =&% \r\n"))))
        .isEqualTo("{{größe}} =&%");
  }

  @Test
  void theSourceOfHigherRankSaysWhetherTheSecretIsInAFile() throws IOException {
    String inEnvironment = "CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET";
    Map<String, String> plain = Map.of(SECRET, "below");
    Map<String, String> inFile = Map.of(SECRET + "-file", file("below"));
    assertThat(secret(loaded(Map.of(inEnvironment, "above"), inFile))).isEqualTo("above");
    assertThat(secret(loaded(Map.of(inEnvironment + "_FILE", file("above")), plain)))
        .isEqualTo("above");
    assertThat(secret(loaded(Map.of(inEnvironment, ""), inFile))).isEqualTo("below");
    assertThat(secret(loaded(Map.of(inEnvironment, "above"), Map.of(SECRET + "-from", "aws:x"))))
        .isEqualTo("above");
  }

  @ParameterizedTest
  @ValueSource(strings = {"camel.oauth.trace-crm.client-secret", "ledger.password"})
  void aSecretThatOneSourceGivesTwiceIsRefused(String name) throws IOException {
    Map<String, String> twice = Map.of(name, "geheim", name + "-file", file("other"));
    Map<String, String> inEnvironment = new TreeMap<>();
    twice.forEach((n, value) -> inEnvironment.put(Setting.environmentName(n), value));
    for (Settings settings :
        List.of(loaded(Map.of(), twice), loaded(inEnvironment, Map.of(name, "geheim")))) {
      assertThatThrownBy(() -> secretOf(settings, name))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              name + " and " + name + "-file are both set in one place. Leave one of them out.");
    }
  }

  @Test
  void soIsOneThatAVaultIsToGiveToo() throws IOException {
    Map<String, String> both = Map.of(SECRET + "-file", file("a value"), SECRET + "-from", "aws:x");
    assertThatThrownBy(() -> secret(loaded(Map.of(), both)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            SECRET
                + "-file and "
                + SECRET
                + "-from are both set in one place. Leave one of them out.");
  }

  @Test
  void aSecretThatCannotBeMaskedIsRefused() throws IOException {
    for (Settings settings :
        List.of(settings(SECRET, "abc"), settings(SECRET + "-file", file(" abc \n")))) {
      assertThatThrownBy(() -> secret(settings))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith(SECRET)
          .hasMessageContaining("expected a secret of at least 4 characters")
          .hasMessageNotContaining("abc");
    }
  }

  @Test
  void aSecretFileThatHoldsNothingOrIsNotThereIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), " \n");
    assertThatThrownBy(() -> secret(settings(SECRET + "-file", file.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessage(SECRET + "-file: the file " + file + " is empty. Write the secret into it.");
    assertThatThrownBy(() -> secret(settings(SECRET + "-file", file + "x")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            SECRET
                + "-file: the file "
                + file
                + "x cannot be read. Create it, or let this user read it.");
  }

  @Test
  void aMissingSettingIsNamedForTheFileAndForTheEnvironment() {
    assertThatThrownBy(() -> settings().text(Setting.CLIENT_ID, "trace-crm"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "camel.oauth.trace-crm.client-id is missing: Client id. Set it in the settings file, or"
                + " as CAMEL_OAUTH_TRACE_CRM_CLIENT_ID in the environment.");
  }

  @Test
  void camelGetsDefaultsAndResolvedValuesButNoSecret() {
    Settings settings =
        settings(
            "trace.auth-url",
            "https://trace.example",
            "camel.http.x",
            "{{trace.api-url}}/x",
            SECRET,
            "geheim",
            "ledger.password",
            "geheim");
    assertThat(settings.forCamel())
        .containsEntry("camel.http.x", "{{trace.api-url}}/x")
        .containsEntry("trace.api-url", "https://trace.example")
        .containsEntry("http.retries", "4")
        .doesNotContainKeys(SECRET, "ledger.password")
        .doesNotContainValue("geheim");
  }

  @Test
  void listsAreSplitAtCommasWithoutWhiteSpace() {
    assertThat(settings("leads.sinks", " file , crm,,").list(Setting.LEADS_SINKS))
        .isEqualTo(List.of("file", "crm"));
    assertThat(settings("trace.leads.volatile", "").list(Setting.VOLATILE)).isEmpty();
  }

  @Test
  void aConnectionIsKnownByAnyOfItsSettings() {
    Settings settings = settings("camel.oauth.trace-crm.scope", "x");
    assertThat(settings.knowsConnection("trace-crm")).isTrue();
    assertThat(settings.knowsConnection("trace-upload")).isFalse();
    assertThat(settings("camel.oauth.trace-crm.scope", "").knowsConnection("trace-crm")).isFalse();
  }

  private String secret(Settings settings) {
    return settings.secret(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE, "trace-crm").reveal();
  }

  private static Secret secretOf(Settings settings, String name) {
    return name.equals(SECRET)
        ? settings.secret(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE, "trace-crm")
        : settings.secret(Setting.LEDGER_PASSWORD, Setting.LEDGER_PASSWORD_FILE);
  }

  @Test
  void aByteOrderMarkIsNoPartOfASecret() throws IOException {
    assertThat(secret(settings(SECRET + "-file", file("\uFEFFa value\n")))).isEqualTo("a value");
  }

  @Test
  void aSecretFileThatIsNoUtf8IsRefusedForThat() throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    Files.write(file, "müllervalue".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> secret(settings(SECRET + "-file", file.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessage(SECRET + "-file: the file " + file + " is not UTF-8. Save it as UTF-8.");
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "secret", ""), text).toString();
  }

  private Settings settings(String... namesAndValues) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.of(values, secrets);
  }

  private Settings loaded(Map<String, String> environment, Map<String, String> file)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(file);
    Path path = folder.resolve("tracebridge.properties");
    try (var writer = Files.newBufferedWriter(path)) {
      properties.store(writer, null);
    }
    return new SettingsLoader(environment, new Properties(), List.of(), warning -> {})
        .load(path, Map.of(), secrets);
  }

  @Test
  void camelIsToldASecretOnlyWhereItAsksForTheTokenItself() {
    Settings settings =
        Settings.of(
            Map.of(
                "camel.oauth.a.dialect", "camel-oauth",
                "camel.oauth.a.client-secret", "for-camel",
                "camel.oauth.b.dialect", "client-secret-post",
                "camel.oauth.b.client-secret", "for-us-alone"),
            new Secrets());
    assertThat(settings.forCamel())
        .containsEntry("camel.oauth.a.client-secret", "for-camel")
        .doesNotContainKey("camel.oauth.b.client-secret");
  }
}
