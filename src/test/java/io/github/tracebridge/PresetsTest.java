package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of {@code examples/connections} is whole as soon as its blanks are filled in. */
class PresetsTest {
  @TempDir Path folder;

  private final PrintStream before = System.out;

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  static List<Path> presets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples/connections"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void nothingButItsBlanksIsToBeFilledIn(Path preset) throws IOException {
    List<String> lines = Files.readAllLines(preset).stream().map(PresetsTest::filledIn).toList();
    Path file = Files.write(folder.resolve("tracebridge.properties"), lines);
    Settings settings =
        new SettingsLoader(
                Map.of(), new Properties(), List.of(), warning -> assertThat(warning).isNull())
            .load(file, Map.of(), new Secrets());
    assertThat(settings.connections()).isNotEmpty();
    for (String name : settings.connections()) {
      ConnectionSettings connection = ConnectionSettings.from(settings, name);
      assertThat(connection.apiUrl().getScheme()).isEqualTo("https");
    }
  }

  /** Hosts, ids and secrets are those of the sandbox; all else is as the preset has it. */
  @ParameterizedTest
  @CsvSource({
    "trace, crm-sync, sandbox-secret",
    "der-connect, der-client, sandbox-der-secret",
    "openesg, esg-client, sandbox-esg-secret",
    "jwt-system, jwt-client, sandbox-jwt-secret"
  })
  void checkPassesWithHostIdAndSecretAlone(String preset, String id, String secret)
      throws IOException {
    try (Sandbox sandbox = Sandbox.start(0, Knobs.defaults(), Clock.systemUTC())) {
      assertThat(check(preset, sandbox.uri(), id, secret, "/api/v2/account"))
          .endsWith("\nexit code 0");
    }
  }

  @Test
  void soItDoesForSalesforce() throws IOException {
    try (VendorServer vendor = new VendorServer()) {
      assertThat(salesforce(vendor, VendorServer.SECRET))
          .endsWith(
              """
              token of salesforce       ok, lives 15 min as the answer does not say (camel.oauth.salesforce.cached-tokens-default-expiry-seconds), scope api
              probe of salesforce       ok, 200
              exit code 0""");
      assertThat(vendor.answered)
          .containsExactly(
              "POST /services/oauth2/token 200", "GET /services/data/v60.0/limits 200");
      assertThat(salesforce(vendor, "wrong-secret"))
          .endsWith(
              """
              token of salesforce       FAILED: salesforce: %s/services/oauth2/token answered 400\
               (invalid_client, invalid client credentials). It refuses client %s; check client-id,\
               client-secret and dialect of camel.oauth.salesforce.
              exit code 2"""
                  .formatted(vendor.uri(), VendorServer.CLIENT));
    }
  }

  @Test
  void checkSaysWhereSalesforceHasItsApi() throws IOException {
    try (VendorServer vendor = new VendorServer()) {
      vendor.instance = "https://acme--test.sandbox.my.salesforce.com";
      assertThat(salesforce(vendor, VendorServer.SECRET))
          .contains(
              "ok, lives 15 min as the answer does not say (camel.oauth.salesforce.cached-tokens-default-expiry-seconds), scope api, API at https://acme--test.sandbox.my.salesforce.com"
                  + " (api-url is "
                  + vendor.uri()
                  + ")\n");
    }
  }

  @Test
  void soItDoesForEntraId() throws IOException {
    try (VendorServer vendor = new VendorServer()) {
      assertThat(entraId(vendor, VendorServer.SECRET))
          .endsWith(
              """
              token of entra-id         ok, lives 60 min, audience https://graph.microsoft.com
              probe of entra-id         ok, 200
              exit code 0""");
      assertThat(vendor.answered)
          .containsExactly(
              "POST /" + VendorServer.TENANT + "/oauth2/v2.0/token 200",
              "GET /v1.0/organization 200");
      assertThat(entraId(vendor, "wrong-secret"))
          .endsWith(
              """
              token of entra-id         FAILED: entra-id: %s/%s/oauth2/v2.0/token answered 401\
               (invalid_client, AADSTS7000215: Invalid client secret provided. Ensure the secret\
               being sent in the request is the client secret value, not the client secret ID, for a\
               secret added to app '%s'). It refuses client %3$s; check client-id, client-secret and\
               dialect of camel.oauth.entra-id.
              exit code 2"""
                  .formatted(vendor.uri(), VendorServer.TENANT, VendorServer.CLIENT));
    }
  }

  @Test
  void soItDoesForHubspot() throws IOException {
    try (VendorServer vendor = new VendorServer()) {
      assertThat(check("hubspot", vendor.uri(), "", VendorServer.HUBSPOT_TOKEN, ""))
          .endsWith(
              """
              token of hubspot          ok
              probe of hubspot          ok, 200
              exit code 0""");
      assertThat(vendor.answered).containsExactly("GET /account-info/v3/details 200");
      assertThat(check("hubspot", vendor.uri(), "", "pat-eu1-wrong", ""))
          .endsWith(
              """
              token of hubspot          ok
              probe of hubspot          FAILED: hubspot: %s refuses the token. Have a new one made,\
               and set it as camel.oauth.hubspot.token.
              exit code 2"""
                  .formatted(vendor.uri()));
    }
  }

  private String salesforce(VendorServer vendor, String secret) throws IOException {
    return check("salesforce", vendor.uri(), VendorServer.CLIENT, secret, "");
  }

  private String entraId(VendorServer vendor, String secret) throws IOException {
    return check("entra-id", vendor.uri(), VendorServer.CLIENT, secret, "/v1.0/organization");
  }

  /** What it says of a preset whose hosts and blanks are filled in, and its exit code. */
  private String check(String preset, URI host, String id, String secret, String probe)
      throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("examples/connections", preset + ".properties")).stream()
            .filter(line -> !line.contains("trace-upload"))
            .map(line -> line.replaceAll("((url|endpoint)=)https://[^/]+", "$1" + host))
            .map(line -> line.endsWith("url=") ? line + host : line)
            .map(line -> line.endsWith("tenant=") ? line + VendorServer.TENANT : line)
            .map(line -> line.endsWith("client-id=") ? line + id : line)
            .map(line -> line.matches(".*(client-secret|token)=") ? line + secret : line)
            .map(line -> line.endsWith("audience=") ? line + Knobs.AUDIENCE : line)
            .map(line -> line.endsWith("probe=") ? line + probe : line)
            .collect(Collectors.toCollection(ArrayList::new));
    lines.add("data.dir=" + folder);
    Path file = Files.write(folder.resolve("tracebridge.properties"), lines);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    int code = Tracebridge.run("check", "--config", file.toString());
    return said.toString(StandardCharsets.UTF_8) + "exit code " + code;
  }

  private static String filledIn(String line) {
    if (!line.endsWith("=") || line.endsWith(".probe=")) {
      return line;
    }
    boolean isHost = line.matches(".*(url|realm|audience)=");
    return line + (isHost ? "https://host.example" : "filled-in");
  }
}
