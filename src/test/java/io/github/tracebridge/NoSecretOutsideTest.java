package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.selftest.JobProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real job as a process of its own that says all it can, while TRACE misbehaves: neither the
 * client secret nor a token is in what it says, shows and writes.
 */
class NoSecretOutsideTest {
  private static final String SECRET = "marker-SECRET-7f3a";

  /** A log of the user's own, which says everything of what handles secrets. */
  private static final Path LOGBACK = Path.of("src/test/resources/verbose-log.xml");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final int port = freePort();
  private int dropped;

  private final Sandbox sandbox =
      Sandbox.start(
          0,
          Knobs.defaults().with("{login:{tokenTtl:'2s'},quota:{requests:0}}"),
          Clock.systemUTC());

  @AfterEach
  void end() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJobThatGoesThroughFaultsKeepsThemToItself(boolean ownLog) throws Exception {
    knowSecret(SECRET);
    misbehave();
    Process process = job(ownLog, "run").start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                drop();
                return !process.isAlive() || sawEverything();
              });
      assertThat(process.isAlive()).as(log()).isTrue();
      look(process);
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(sandbox.mintedTokens()).hasSizeGreaterThan(3);
    assertThat(log()).contains("lead-sync");
    if (ownLog) {
      assertThat(log())
          .contains("DEBUG org.apache.camel.", "http.headers", ">> Authorization: Bearer ***");
    }
    requireNoSecretAnywhere();
  }

  /** As an operator does: over JMX, at its health and in the list of processes. */
  private void look(Process process) throws Exception {
    try (RunningJvm jvm = new RunningJvm(process.pid()).listen()) {
      sandbox.knobs(sandbox.knobs().with("{lead:{discriminator:'string'}}"));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !jvm.told().isEmpty());
      requireNoSecretIn("a notification", jvm.told().toString());
      String shown = jvm.allAttributes();
      assertThat(shown)
          .as("it looked at the product's MBeans and at Camel's")
          .contains(
              "io.github.tracebridge:type=Leads",
              "io.github.tracebridge:type=Offers",
              "type=routes",
              "trace-call-http");
      requireNoSecretIn("an MBean", shown);
    }
    URI health = URI.create("http://127.0.0.1:" + port + "/observe/health");
    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(answer).contains("status");
    requireNoSecretIn("health", answer);
    requireNoSecretIn("the process list", process.info().commandLine().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"check", "sync --once", "run", "call trace-crm GET /x", "discover --json"})
  void aSecretThatTraceRefusesIsNotSaid(String command) throws Exception {
    knowSecret("another");
    for (boolean ownLog : new boolean[] {false, true}) {
      Process process = job(ownLog, command.split(" ")).start();
      if (command.equals("run")) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> !process.isAlive() || log().contains("It refuses client"));
        process.destroy();
      }
      process.waitFor();
    }
    assertThat(log()).contains("It refuses client crm-sync");
    requireNoSecretAnywhere();
  }

  @Test
  void neitherAreThoseOfAnAnswerThatRepeatsThem() throws Exception {
    try (EchoingServer login = EchoingServer.refusing()) {
      ProcessBuilder check = job(true, "check");
      check.environment().put("TRACE_AUTH_URL", login.uri().toString());
      check.start().waitFor();
      assertThat(log()).contains("answered 400 (invalid_request, you sent ");
      requireNoSecretAnywhere();
    }
  }

  private void knowSecret(String secret) {
    sandbox.knobs(
        sandbox
            .knobs()
            .with(
                """
                {login:{clients:[
                  {id:'crm-sync',secret:'%1$s',audience:'%2$s',scopes:['read:leads']},
                  {id:'price-desk',secret:'%1$s',audience:'%2$s',scopes:['upload:offers']}]}}"""
                    .formatted(secret, Knobs.AUDIENCE)));
  }

  private void misbehave() {
    sandbox.leads().fill(300);
    sandbox.faults().seed(4711);
    for (FaultKind kind :
        List.of(
            FaultKind.UNAUTHORIZED,
            FaultKind.SERVER_ERROR,
            FaultKind.HTML_PAGE,
            FaultKind.CUT_BODY,
            FaultKind.REVOKE_TOKENS,
            FaultKind.LOGIN_500,
            FaultKind.UPLOAD_SERVER_ERROR,
            FaultKind.UPLOAD_UNAUTHORIZED,
            FaultKind.UPLOAD_CUT_BODY)) {
      sandbox.faults().set(kind, Fault.rate(0.15));
    }
  }

  /** Another file of the price desk, of a price that was never there. */
  private void drop() throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("data/offers/inbox"));
    String offer =
        Files.readString(Path.of("examples/offers/ppa/upstream-solar-payasproduced.json"));
    Path part = inbox.resolve("p" + ++dropped + ".part");
    Files.writeString(
        part, offer.replaceFirst("\"prices\": ?\\{", "\"prices\":{\"more\":" + dropped + ","));
    Files.move(part, inbox.resolve("p" + dropped + ".json"));
  }

  private boolean sawEverything() {
    return sandbox.counters().requests(RequestKind.PAGE) > 40
        && sandbox.mintedTokens().size() > 3
        && sandbox.counters().offersStored() > 10
        && sandbox.counters().faults().keySet().size() == 9;
  }

  private void requireNoSecretAnywhere() throws IOException {
    requireNoSecretIn("the log", log());
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        requireNoSecretIn("" + file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void requireNoSecretIn(String where, String text) {
    List<String> found =
        sandbox.mintedTokens().stream()
            .flatMap(token -> Arrays.stream(token.split("\\.")))
            .filter(text::contains)
            .toList();
    assertThat(found).as(where).isEmpty();
    assertThat(Markers.in(text)).as(where).isEmpty();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private ProcessBuilder job(boolean ownLog, String... command) throws IOException {
    ProcessBuilder process = JobProcess.of(folder, environment(), command);
    String options = "-Dtracebridge.log=DEBUG -Dtracebridge.traces=true";
    if (ownLog) {
      options += " -Dlogback.configurationFile=" + LOGBACK.toAbsolutePath();
    }
    process.environment().put("JDK_JAVA_OPTIONS", options);
    return process;
  }

  private Path vault() throws IOException {
    return Files.writeString(folder.resolve("secret"), SECRET);
  }

  private Map<String, String> environment() throws IOException {
    return Map.ofEntries(
        Map.entry("TRACE_AUTH_URL", sandbox.uri().toString()),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_ID", "crm-sync"),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET", SECRET),
        Map.entry("CAMEL_OAUTH_TRACE_CRM_AUDIENCE", Knobs.AUDIENCE),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID", "price-desk"),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET_FROM", "folder-vault:" + vault()),
        Map.entry("CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE", Knobs.AUDIENCE),
        Map.entry("DATA_DIR", folder.resolve("data").toString()),
        Map.entry("LEADS_SCHEDULE", "300ms"),
        Map.entry("LEADS_FULL_SCHEDULE", "1s"),
        Map.entry("OFFERS_LOOK", "50ms"),
        Map.entry("OFFERS_SETTLE", "0s"),
        Map.entry("OFFERS_RESEND_AFTER", "50ms"),
        Map.entry("HTTP_RETRY_DELAY", "20ms"),
        Map.entry("QUOTA_REQUESTS", "0"),
        Map.entry("MANAGEMENT_PORT", String.valueOf(port)));
  }
}
