package io.github.tracebridge.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.EchoingServer;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request by hand, as a person types it. */
class CallTest {
  private static final String LEADS = "/api/crm/leads/energy-tariff";

  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final Sandbox sandbox =
      Sandbox.start(0, Knobs.defaults().with("{quota:{requests:0}}"), Clock.systemUTC());
  private Path config;

  @BeforeEach
  void begin() throws IOException {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    sandbox.leads().fill(45);
    config =
        Files.writeString(
            folder.resolve("tracebridge.properties"),
            """
            trace.auth-url=%s
            camel.oauth.trace-crm.client-id=crm-sync
            camel.oauth.trace-crm.client-secret=sandbox-secret
            camel.oauth.trace-crm.audience=%s
            data.dir=%s
            """
                .formatted(sandbox.uri(), Knobs.AUDIENCE, folder));
  }

  @AfterEach
  void end() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
    sandbox.close();
  }

  @Test
  void theAnswerIsPrintedAsItCame() {
    assertThat(call("trace-crm", "GET", LEADS + "?page=1&pageSize=2")).isZero();
    assertThat(printed()).startsWith("{").contains("\"totalCount\":45");
    assertThat(complained()).isEmpty();
    assertThat(sandbox.counters().tokenUses(RequestKind.PAGE, "crm-sync")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "text/plain", "application/octet-stream", "image/png", ""})
  void neitherSecretNorTokenIsPrintedWhateverTheAnswerIs(String type) throws IOException {
    Path sent = Files.writeString(folder.resolve("sent"), "sandbox-secret");
    try (EchoingServer api = EchoingServer.answering(type)) {
      Files.writeString(config, "\ncamel.oauth.trace-crm.api-url=" + api.uri(), APPEND);
      assertThat(call("trace-crm", "POST", "/", "--data", "" + sent, "--include")).isZero();
    }
    assertThat(printed.toString(StandardCharsets.ISO_8859_1)).isEqualTo("\0\u00ff\nBearer *** ***");
    assertThat(complained()).contains("sent: Bearer ***");
  }

  @Test
  void allPagesComeALineEach() {
    assertThat(call("trace-crm", "get", LEADS + "?page=1&pageSize=20", "--all-pages")).isZero();
    assertThat(printed().lines()).hasSize(4).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void thereIsAnEndToPages() {
    String[] most = {"trace-crm", "get", LEADS + "?page=1", "--all-pages", "--most-pages", "1"};
    assertThat(call(most)).isEqualTo(ExitCode.FAILED);
    assertThat(complained()).contains("there are more than 1 pages. Set --most-pages.");
  }

  @Test
  void statusAndHeadersAreShownBesideIt() {
    assertThat(call("trace-crm", "GET", LEADS, "--include")).isZero();
    assertThat(complained()).contains("HTTP 200", "Content-Type: application/json");
  }

  @Test
  void aBodyComesFromAFileOrTheInput() throws IOException {
    Path body = Files.writeString(folder.resolve("body.json"), "{}");
    assertThat(call("trace-crm", "POST", LEADS, "--data", "" + body)).isEqualTo(ExitCode.FAILED);
    System.setIn(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(call("trace-crm", "POST", LEADS, "--data", "-")).isEqualTo(ExitCode.FAILED);
    assertThat(complained()).contains(LEADS + " answered 405.");
  }

  @Test
  void theTokenGoesNowhereElse() {
    assertThat(call("trace-crm", "GET", "http://127.0.0.2:1/x")).isEqualTo(ExitCode.BAD_USE);
    assertThat(complained())
        .contains("trace-crm's token is for " + sandbox.uri() + " alone, not for http://127.0.0.2");
  }

  @Test
  void whatCannotBeIsRefusedInASentence() {
    assertThat(call("hubspot", "GET", "/x")).isEqualTo(ExitCode.BAD_USE);
    assertThat(call("trace-crm", "FETCH", "/x")).isEqualTo(ExitCode.BAD_USE);
    assertThat(call("trace-crm", "GET", "/a b")).isEqualTo(ExitCode.BAD_USE);
    assertThat(complained().lines())
        .containsExactly(
            "tracebridge: there is no connection \"hubspot\"; the settings have trace-crm.",
            "tracebridge: expected a method such as GET or POST, but was \"FETCH\".",
            "tracebridge: expected a path or a URL, with %-escapes where need be, but was \"/a b\".");
  }

  private int call(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "call";
    all[1] = "--config";
    all[2] = config.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Tracebridge.run(all);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\d\\d:.*\\R", "");
  }
}
