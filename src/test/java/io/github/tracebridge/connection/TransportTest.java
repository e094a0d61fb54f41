package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server with TLS, and one that stands for a proxy. */
class TransportTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static HttpsServer server;
  private static boolean asksWho;

  private final Bench bench = Bench.onSqlite();
  private final Map<String, String> values =
      new LinkedHashMap<>(
          Map.of(
              "camel.oauth.crm.dialect", "bearer-token",
              "camel.oauth.crm.token", "a-token-of-a-person"));

  @BeforeAll
  static void serve() throws Exception {
    pair("server");
    pair("client");
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store("server.p12"), PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store("client-trust.p12"));
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters own = context.getDefaultSSLParameters();
            own.setNeedClientAuth(asksWho);
            parameters.setSSLParameters(own);
          }
        });
    server.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    server.start();
  }

  @AfterAll
  static void end() {
    server.stop(0);
  }

  @AfterEach
  void close() {
    asksWho = false;
    bench.close();
  }

  @Test
  void aServerOfAnUnknownIssuerIsNotSpokenTo() {
    assertThatThrownBy(() -> get(url(), "/"))
        .isInstanceOf(Fault.Transient.class)
        .hasMessageContaining(
            "gave no answer (its certificate is not trusted; http.truststore says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.pem", "server-trust.p12"})
  void itIsWhereItIsTrusted(String store) {
    values.put("http.truststore", folder.resolve(store).toString());
    values.put("http.truststore-password", PASSWORD);
    assertThat(get(url(), "/")).isEqualTo(200);
  }

  @Test
  void thisSideShowsWhoItIsWhereItIsAsked() {
    asksWho = true;
    values.put("http.truststore", folder.resolve("server.pem").toString());
    assertThatThrownBy(() -> get(url(), "/")).isInstanceOf(Fault.Transient.class);
    values.put("http.keystore", folder.resolve("client.p12").toString());
    values.put("http.keystore-password", PASSWORD);
    assertThat(get(url(), "/")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "http.truststore, nowhere.p12",
    "http.truststore, empty.pem",
    "http.keystore, server.pem"
  })
  void aStoreThatCannotBeUsedIsRefused(String setting, String file) throws IOException {
    Files.writeString(folder.resolve("empty.pem"), "");
    values.put(setting, folder.resolve(file).toString());
    assertThatThrownBy(() -> get(url(), "/"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(setting + ": expected ")
        .hasMessageContaining(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "truststore | server-trust.p12 | | it shows no certificate without http.truststore-password or http.truststore-password-file",
        "truststore | keyless.p12 | changeit | it holds no certificate",
        "keystore | client.p12 | | it needs http.keystore-password or http.keystore-password-file",
        "keystore | server-trust.p12 | changeit | it holds no private key"
      })
  void aStoreThatHoldsNothingForItsUseIsRefused(
      String setting, String file, String password, String fact) throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("keyless.p12"))) {
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      empty.store(out, PASSWORD.toCharArray());
    }
    values.put("http." + setting, folder.resolve(file).toString());
    values.put("http." + setting + "-password", password == null ? "" : password);
    assertThatThrownBy(() -> get(url(), "/"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("http." + setting + ": expected ")
        .hasMessageContaining(file + ", but it cannot be used: " + fact + ". Check the file");
  }

  @Test
  void aProxyIsUsedForAllButThisHostAndThoseNamed() {
    try (RecordingServer proxy = RecordingServer.answering(204)) {
      values.put("http.proxy", proxy.uri().toString());
      values.put("http.plain-hosts", "api.test");
      assertThat(get(URI.create("http://api.test"), "/x")).isEqualTo(204);
      assertThat(proxy.requests).hasSize(1);
      assertThat(get(bench.sandbox.uri(), "/nowhere")).isEqualTo(404);
      assertThat(proxy.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"http://trace.example, trace.example", "http://10.0.0.1:8080, 10.0.0.1"})
  void noSecretGoesOverPlainHttpToAnotherHost(URI url, String host) {
    assertThatThrownBy(() -> get(url, "/"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "camel.oauth.crm.api-url: "
                + url
                + " is plain http, so secret and token could be read on the way. Use https, or add "
                + host
                + " to http.plain-hosts where the way is safe.");
  }

  @Test
  void anEndpointWithoutAConnectionOfOursTrustsWhomJavaDoesOrWhomItsOwnParametersDo()
      throws Exception {
    CamelContext camel = new DefaultCamelContext();
    try {
      camel.addComponent("https", new LateTls());
      camel.start();
      ProducerTemplate user = camel.createProducerTemplate();
      assertThatThrownBy(() -> user.requestBody(url().toString(), ""))
          .rootCause()
          .isInstanceOf(CertPathBuilderException.class);
      KeyStoreParameters store = new KeyStoreParameters();
      store.setResource("file:" + folder.resolve("server-trust.p12"));
      store.setPassword(PASSWORD);
      TrustManagersParameters trusted = new TrustManagersParameters();
      trusted.setKeyStore(store);
      SSLContextParameters own = new SSLContextParameters();
      own.setTrustManagers(trusted);
      camel.getRegistry().bind("own", own);
      assertThat(
              user.request(url() + "?sslContextParameters=#own", call -> {})
                  .getMessage()
                  .getHeader(Exchange.HTTP_RESPONSE_CODE))
          .isEqualTo(200);
    } finally {
      camel.stop();
    }
  }

  private static URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private int get(URI url, String path) {
    values.put("camel.oauth.crm.api-url", url.toString());
    Settings settings = Settings.of(values, new Secrets());
    Transport transport = Transport.from(settings, HttpSettings.from(settings));
    ConnectionSettings crm = ConnectionSettings.from(settings, "crm");
    try (Caller caller = bench.connect(crm, transport).caller()) {
      return caller.call("GET", caller.url(path), new byte[0], "").status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key of that name, its certificate as PEM, and a store that trusts it. */
  private static void pair(String name) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        name + ".p12",
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-keystore",
        name + ".p12",
        "-storepass",
        PASSWORD,
        "-file",
        name + ".pem");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        name + ".pem",
        "-keystore",
        name + "-trust.p12",
        "-storepass",
        PASSWORD);
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> line = new java.util.ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(arguments));
    Process keytool =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private static KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
