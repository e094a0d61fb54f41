package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may look at the page of a job, and who may act by it. */
class DeskTest {
  private static final String LEADS = "type=Leads";
  private static final String BEAN = "io.github.tracebridge:type=Leads";
  private static final String JOLOKIA = "/observe/jolokia";

  @TempDir Path folder;
  private WholeJob made;
  private Job job;
  private Browser browser;
  private int port;

  @BeforeEach
  void settle() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    browser = new Browser(port);
    made =
        new WholeJob(folder)
            .set(Setting.MANAGEMENT_PORT, String.valueOf(port))
            .set(Setting.LEADS_SCHEDULE, "1s");
  }

  @AfterEach
  void end() {
    job.close();
    made.close();
  }

  @Test
  void everybodyMayLookFromThisMachine() throws Exception {
    begin(made);
    HttpResponse<String> page = browser.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(browser.status().at("/beans/type=Leads/Paused").asText()).isEqualTo("false");
    assertThat(browser.status().has("token")).isFalse();
  }

  @Test
  void allOfThePageIsThereAndNothingOfItIsInline() throws Exception {
    begin(made);
    List<String> files = new ArrayList<>(List.of("/page.css", "/page.js"));
    for (int i = 0; i < files.size(); i++) {
      HttpResponse<String> file = browser.get(files.get(i));
      assertThat(file.statusCode()).as(files.get(i)).isEqualTo(200);
      Pattern.compile("from \"\\./(\\w+\\.js)\"")
          .matcher(file.body())
          .results()
          .map(found -> "/" + found.group(1))
          .filter(name -> !files.contains(name))
          .forEach(files::add);
    }
    assertThat(files).contains("/dom.js", "/view.js");
    assertThat(browser.get("/").body()).doesNotContain(" style=", "<style", "<script>", "onclick");
    assertThat(browser.get("/jolokia-access.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherNameThatLeadsHereNeedsThePassword() throws Exception {
    begin(made);
    assertThat(browser.asked("evil.example:" + port, "/status.json")).contains(" 401 ");
    assertThat(browser.asked("evil.example:" + port, "/")).contains(" 401 ");
    assertThat(browser.asked("localhost:" + port, "/status.json")).contains(" 200 ");
    String right = "Authorization: " + Browser.basic(password()) + "\r\n";
    assertThat(browser.asked("evil.example:" + port, "/status.json", right)).contains(" 200 ");
  }

  @Test
  void soDoesWhoeverComesByAProxy() throws Exception {
    begin(made);
    for (String by : new String[] {"X-Forwarded-For: 192.0.2.7", "Via: 1.1 proxy"}) {
      assertThat(browser.asked("localhost:" + port, "/status.json", by + "\r\n")).contains(" 401 ");
    }
  }

  @Test
  void nobodyActsWhoDidNotSignIn() throws Exception {
    begin(made);
    Map<String, String> pause = Browser.action(LEADS, "pause", "");
    refused(browser.post("/act", pause));
    refused(browser.post("/act", pause, "X-CSRF-Token", "guessed"));
    refused(browser.post("/act", pause, "Authorization", Browser.basic(password())));
  }

  @Test
  void noOtherSiteActsForWhoeverDid() throws Exception {
    begin(made);
    signIn();
    String token = browser.token();
    Map<String, String> pause = Browser.action(LEADS, "pause", "");
    refused(browser.post("/act", pause));
    refused(browser.post("/act", pause, "X-CSRF-Token", "0".repeat(token.length())));
    for (String site : List.of("cross-site", "same-site")) {
      refused(browser.post("/act", pause, "X-CSRF-Token", token, "Sec-Fetch-Site", site));
    }
    HttpResponse<String> login =
        browser.post("/login", Map.of("password", password()), "Sec-Fetch-Site", "cross-site");
    assertThat(login.statusCode()).isEqualTo(403);
  }

  @Test
  void whoeverSignedInActsAndItIsLogged() throws Exception {
    try (Said said = new Said()) {
      begin(made);
      signIn();
      assertThat(browser.act(LEADS, "pause", "").statusCode()).isEqualTo(200);
      assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(true);
      assertThat(said.text()).contains("by hand: type=Leads pause: done");
    }
    assertThat(browser.act(LEADS, "resume", "").statusCode()).isEqualTo(200);
    assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(false);
    assertThat(browser.act("type=Connection,name=trace-crm", "renewToken", "").body())
        .contains("a new token, good for ");
  }

  @Test
  void aRefusalSaysWhy() throws Exception {
    begin(made.offers());
    signIn();
    try (Said said = new Said()) {
      assertRefusal(browser.act("type=Offers", "approve", "7"), "7");
      assertThat(said.text()).containsPattern("by hand: type=Offers approve \\[7]: not done: .*7");
    }
    assertRefusal(browser.act("type=Offers", "approve", "x"), "expected a number");
    assertRefusal(browser.act("type=Sink,name=file", "replay", "none"), "no lead of that id");
    assertRefusal(browser.act("type=None", "pause", ""), "there is no MBean");
    assertRefusal(browser.act(LEADS, "getClass", ""), "has no getClass");
  }

  @Test
  void nobodyActsWhoSignedOut() throws Exception {
    begin(made);
    signIn();
    String token = browser.token();
    browser.post("/logout", Map.of());
    refused(browser.post("/act", Browser.action(LEADS, "pause", ""), "X-CSRF-Token", token));
    assertThat(browser.status().has("token")).isFalse();
  }

  @Test
  void jolokiaNeedsThePasswordAndReadsNoSecrets() throws Exception {
    begin(made);
    String read = JOLOKIA + "/read/io.github.tracebridge:type=Leads/Paused";
    assertThat(browser.get(read).statusCode()).isEqualTo(401);
    signIn();
    assertThat(browser.get(read).statusCode()).as("a session alone").isEqualTo(401);
    assertThat(jolokia(read).path("value").asBoolean(true)).isFalse();
    String pause = "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"pause\"}";
    assertThat(jolokiaPost("text/plain", pause.formatted(BEAN)).statusCode()).isEqualTo(403);
    assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(false);
    assertThat(jolokiaPost("application/json", pause.formatted(BEAN)).body())
        .contains("\"status\":200");
    assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(true);
    for (String link :
        List.of("/exec/" + BEAN + "/resume", "/EXEC/" + BEAN + "/resume", "?p=exec/" + BEAN)) {
      assertThat(jolokia(JOLOKIA + link).path("error").asText()).as(link).contains("POST");
    }
    assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(true);
    for (String forbidden :
        List.of(
            "/read/java.lang:type=Runtime/SystemProperties",
            "/read/java.lang:type=Runtime/InputArguments",
            "/read/com.sun.management:type=HotSpotDiagnostic/DiagnosticOptions")) {
      assertThat(jolokia(JOLOKIA + forbidden).path("status").asInt()).as(forbidden).isEqualTo(403);
    }
    String run = "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\"}";
    for (String forbidden :
        List.of(
            run.formatted("com.sun.management:type=DiagnosticCommand", "vmSystemProperties"),
            run.formatted("java.lang:type=Memory", "gc"),
            "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true}"
                .replace('\'', '"'))) {
      assertThat(jolokiaPost("application/json", forbidden).body())
          .as(forbidden)
          .contains("\"status\":403");
    }
    String another =
        browser
            .get(read, "Authorization", Browser.basic(password()), "Sec-Fetch-Site", "cross-site")
            .body();
    assertThat(another).contains("another site");
  }

  @Test
  void thePasswordThatItMadeIsForItsUserAloneAndStays() throws Exception {
    begin(made);
    Path file = folder.resolve("management-password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String before = password();
    job.close();
    begin(made);
    assertThat(password()).isEqualTo(before).hasSize(48);
    signIn();
  }

  @Test
  void thePasswordOfTheSettingsTakesItsPlace() throws Exception {
    begin(made.set(Setting.MANAGEMENT_PASSWORD, "geheim-of-the-desk"));
    assertThat(folder.resolve("management-password")).doesNotExist();
    assertThat(browser.signIn("wrong").statusCode()).isEqualTo(401);
    assertThat(browser.signIn("geheim-of-the-desk").statusCode()).isEqualTo(200);
  }

  @Test
  void whoSaysTooManyWrongPasswordsIsToldSo() throws Exception {
    begin(made.set(Setting.MANAGEMENT_PASSWORD, "geheim-of-the-desk"));
    for (int i = 0; i < 5; i++) {
      assertThat(browser.signIn("wrong").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> page = browser.signIn("geheim-of-the-desk");
    HttpResponse<String> jolokia =
        browser.get(
            "/observe/jolokia/version", "Authorization", Browser.basic("geheim-of-the-desk"));
    for (HttpResponse<String> refused : List.of(page, jolokia)) {
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("30");
      assertThat(refused.body()).contains("five passwords were wrong");
    }
  }

  @Test
  void whatNoBrowserSendsIsRefusedWithoutAnErrorInTheLog() throws Exception {
    Logger vertx = (Logger) LoggerFactory.getLogger("io.vertx");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    vertx.addAppender(log);
    try {
      begin(made);
      assertThat(browser.asked("evil@localhost", "/")).contains(" 40");
      assertThat(browser.signIn("x".repeat(70_000)).statusCode()).isEqualTo(413);
      assertThat(log.list).isEmpty();
    } finally {
      vertx.detachAppender(log);
    }
  }

  @Test
  void itIsCompressedForWhoeverTakesThat() throws Exception {
    begin(made);
    assertThat(coding("gzip, deflate")).contains("gzip");
    assertThat(coding("identity")).isEmpty();
    assertThat(coding("gzip;q=0")).isEmpty();
  }

  private Optional<String> coding(String taken) throws Exception {
    return browser
        .get("/page.css", "Accept-Encoding", taken)
        .headers()
        .firstValue("Content-Encoding");
  }

  @Test
  void ofManyIncidentsOfAKindTheFirstAreSentAndAllCounted() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
    for (int file = 0; file < 6; file++) {
      Files.writeString(inbox.resolve("prices-" + file + ".json"), "{");
    }
    begin(made.offers());
    until(() -> browser.status().at("/openOf/offer-refused").asInt() == 6);
    assertThat(browser.status().path("incidents").findValuesAsText("trouble"))
        .filteredOn("offer-refused"::equals)
        .hasSize(4);
  }

  @Test
  void whatBecameOfAnOfferFileIsToRead() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
    Files.copy(Path.of("examples/offers/broken/tenor-form.json"), inbox.resolve("late.json"));
    begin(made.offers());
    until(() -> browser.status().at("/files/0/state").asText().equals("archived"));
    JsonNode file = browser.status().at("/files/0");
    assertThat(file.at("/violations/0/text").asText()).contains("/priceMatrix/1/tenor (line 16");
    assertThat(file.at("/violations/0/rule").asText()).isEqualTo("tenor-form");
    assertThat(browser.get("/receipt/1").body()).startsWith("late.json: not published");
    for (String none : List.of("/receipt/2", "/receipt/x", "/receipt/..%2f1")) {
      assertThat(browser.get(none).statusCode()).as(none).isEqualTo(404);
    }
    assertThat(browser.asked("evil.example:" + port, "/receipt/1")).contains(" 401 ");
  }

  @Test
  void itShowsNoSecretAndNobodyAlsoOfALeadInQuarantine() throws Exception {
    try (TestCrm crm = new TestCrm()) {
      crm.refuses = lead -> true;
      crm.why = lead -> TestCrm.message("unwanted: " + lead.at("/contact/lastName").asText());
      Path mapping = Files.writeString(folder.resolve("crm.jslt"), ".");
      Files.writeString(
          folder.resolve("crm.answer.jslt"),
          "if ($status == 422) [{\"ok\": false, \"reason\": .message}] else null");
      begin(
          made.leads(3)
              .set(Setting.LEADS_SINKS, "http")
              .setOf("http", Setting.SINK_MAPPING, mapping.toString())
              .setOf("http", Setting.SINK_URL, crm.uri() + "/leads"));
      until(() -> browser.status().path("quarantine").size() == 3);
      signIn();
      String shown = browser.get("/status.json").body() + browser.get("/").body();
      assertThat(shown).contains("unwanted: ***");
      assertThat(Markers.in(shown)).isEmpty();
      assertThat(shown).doesNotContain(WholeJob.CLIENT_SECRET, password());
      List<String> people = people(crm);
      assertThat(people).hasSizeGreaterThan(8);
      assertThat(people).allSatisfy(each -> assertThat(shown).doesNotContain(each));
    }
  }

  /** All that the leads' contacts say. */
  private static List<String> people(TestCrm crm) throws Exception {
    List<String> said = new ArrayList<>();
    for (TestCrm.Request request : List.copyOf(crm.requests)) {
      JsonNode contact = new ObjectMapper().readTree(request.body()).findPath("contact");
      for (JsonNode value : contact) {
        if (value.asText().length() > 3) {
          said.add(value.asText());
        }
      }
    }
    return said;
  }

  private void begin(WholeJob whole) {
    job = whole.scheduled();
    job.start();
  }

  private void signIn() throws Exception {
    assertThat(browser.signIn(password()).statusCode()).isEqualTo(200);
  }

  private String password() throws Exception {
    return Files.readString(folder.resolve("management-password")).strip();
  }

  private void refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Jmx.get(LEADS, "Paused")).isEqualTo(false);
  }

  private static void assertRefusal(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains(why);
  }

  private HttpResponse<String> jolokiaPost(String type, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + JOLOKIA))
            .header("Authorization", Browser.basic(password()))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode jolokia(String path) throws Exception {
    String said = browser.get(path, "Authorization", Browser.basic(password())).body();
    return new ObjectMapper().readTree(said);
  }

  private static void until(Callable<Boolean> question) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(question);
  }
}
