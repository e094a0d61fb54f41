package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the table of faults in docs/operations.md, on a job that runs by its schedules: what
 * the row names changes when the fault comes, and changes back when it goes.
 */
class FaultsShownTest {
  /** That one needs a small disk: acceptance/full-disk.sh. */
  private static final String ELSEWHERE = "The disk is full";

  /** Seconds by the schedules of this test, and as many again for a machine that is busy. */
  private static final Duration SOON = Duration.ofSeconds(40);

  private static final Duration FRESHNESS = Duration.ofSeconds(6);
  private static final Map<String, String> NAMES =
      Map.of("Sink", ",name=http", "Connection", ",name=trace-crm", "Quota", ",name=trace");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestCrm crm = new TestCrm();
  private final Webhook others = new Webhook();
  private final ShiftedClock clock = new ShiftedClock();
  private int port;
  private WholeJob whole;
  private Job job;

  /** What a row says. */
  record Row(
      String fault,
      String bean,
      String attribute,
      String metric,
      String incident,
      String health,
      String rule) {
    static Row of(String line) {
      String[] cells = line.substring(1).split("\\|");
      String[] attribute = plain(cells[1]).split("\\.");
      return new Row(
          cells[0].strip(),
          attribute[0],
          attribute[1],
          plain(cells[2]),
          plain(cells[3]),
          cells[4].strip(),
          plain(cells[5]));
    }

    private static String plain(String cell) {
      return cell.strip().replace("`", "");
    }

    @Override
    public String toString() {
      return fault;
    }
  }

  /** How a fault comes and goes. */
  private record Scenario(Step comes, Step goes) {}

  private interface Step {
    void run() throws Exception;
  }

  private interface Question {
    boolean ask() throws Exception;
  }

  static Stream<Row> rows() throws IOException {
    return allRows().stream().filter(row -> !row.fault().equals(ELSEWHERE));
  }

  private static List<Row> allRows() throws IOException {
    return Files.readAllLines(Path.of("docs/operations.md")).stream()
        .dropWhile(line -> !line.startsWith("| fault |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(Row::of)
        .toList();
  }

  @BeforeEach
  void begin() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("secret"), WholeJob.CLIENT_SECRET);
    whole =
        new WholeJob(folder)
            .leads(12)
            .offers()
            .set(Setting.MANAGEMENT_PORT, String.valueOf(port))
            .set(Setting.ALERTS_URL, others.url())
            .set(Setting.HTTP_RETRIES, "0")
            .set(Setting.LEADS_SCHEDULE, "1s")
            .set(Setting.LEADS_FRESHNESS, FRESHNESS.toSeconds() + "s")
            .set(Setting.OFFERS_LOOK, "200ms")
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads")
            .setOf("trace-crm", Setting.CLIENT_SECRET, "")
            .setOf("trace-crm", Setting.CLIENT_SECRET_FILE, folder.resolve("secret").toString());
  }

  @AfterEach
  void end() {
    if (job != null) {
      job.close();
    }
    whole.close();
    crm.close();
    others.close();
  }

  @Test
  void everyRowIsRun() throws IOException {
    assertThat(allRows()).extracting(Row::fault).contains(ELSEWHERE);
    assertThat(rows().map(Row::fault).toList())
        .containsExactlyInAnyOrderElementsOf(scenarios().keySet());
  }

  @Test
  void theAlertRuleOfEachRowIsOneOfItsIncident() throws IOException {
    String rules = Files.readString(Path.of("docker/prometheus/rules.yml")).replaceAll("\\s+", " ");
    for (Row row : allRows()) {
      String[] rule = row.rule().split(" after ");
      assertThat(rules)
          .contains(
              "alert: %s expr: tracebridge_job_open_incidents{kind=\"%s\"} > 0 for: %s"
                  .formatted(rule[0], row.incident(), rule[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aFaultIsShownAndSoIsItsEnd(Row row) throws Exception {
    Scenario scenario = scenarios().get(row.fault());
    if (row.fault().equals("The quota is used up")) {
      whole.set(Setting.QUOTA_REQUESTS, "16").set(Setting.QUOTA_WINDOW, "5s");
      whole.set(Setting.LEADS_FRESHNESS, "15m");
    }
    job = whole.scheduled(clock);
    job.start();
    until(row + " is not there at first", () -> isWell() && crm.byId.size() == 12);
    assertThat(shown(row)).isIn("", 0L, false);
    assertThat(metric(row)).isZero();

    scenario.comes().run();
    until(row + ": incident", () -> incidents().contains(row.incident()));
    until(row + ": attribute", () -> !List.of("", 0L, false).contains(shown(row)));
    until(row + ": metric", () -> metric(row) != 0);
    until(row + ": alert", () -> others.words().contains("opened " + row.incident()));
    assertThat(status("/observe/health/live")).isEqualTo(200);
    assertThat(status("/observe/health/ready")).isEqualTo(200);
    if (row.health().startsWith("up")) {
      until(row + ": health", () -> status("/observe/health") == 200);
    } else {
      until(row + ": health", () -> isDown(row.health().split("`")[1]));
    }

    scenario.goes().run();
    until(row + " is over: incident", () -> !incidents().contains(row.incident()));
    until(row + " is over: attribute", () -> List.of("", 0L, false).contains(shown(row)));
    until(row + " is over: metric", () -> metric(row) == 0);
    until(row + " is over: alert", () -> others.words().contains("closed " + row.incident()));
    until(row + " is over: health", () -> status("/observe/health") == 200);
    assertThat(others.words()).doesNotHaveDuplicates();
  }

  private Map<String, Scenario> scenarios() {
    Map<String, Scenario> all = new TreeMap<>();
    all.put(
        "TRACE is down",
        new Scenario(
            () -> whole.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1)),
            () -> whole.sandbox().faults().clear()));
    all.put(
        "The secret is wrong",
        new Scenario(
            () -> {
              Files.writeString(folder.resolve("secret"), "marker-of-a-wrong-secret");
              whole.sandbox().revokeTokens();
            },
            () -> Files.writeString(folder.resolve("secret"), WholeJob.CLIENT_SECRET)));
    all.put(
        "The quota is used up",
        new Scenario(() -> whole.sandbox().leads().add(700), () -> Jmx.run("type=Leads", "pause")));
    all.put(
        "A sink is down",
        new Scenario(
            () -> {
              crm.next = request -> TestCrm.Reply.BUSY;
              whole.sandbox().leads().add(20);
            },
            () -> {
              crm.next = request -> TestCrm.Reply.GOOD;
              Jmx.run("type=Sink,name=http", "deliverNow");
            }));
    all.put(
        "A lead is poison",
        new Scenario(
            () -> {
              crm.refuses = lead -> !crm.byId.containsKey(lead.path("id").asText());
              whole.sandbox().leads().add(1);
            },
            () -> {
              crm.refuses = lead -> false;
              Jmx.run("type=Sink,name=http", "replayAll");
            }));
    all.put(
        "Leads have new fields",
        new Scenario(
            () -> {
              whole.turn("{lead:{discriminator:'string'}}");
              whole.sandbox().leads().add(1);
            },
            () -> clock.shift(Duration.ofHours(25))));
    all.put(
        "An offer is rejected",
        new Scenario(
            () -> Files.writeString(offers("inbox").resolve("prices.json"), "{\"offers\":["),
            () -> clear(offers("rejected"))));
    all.put(
        "The clock is off by an hour",
        new Scenario(
            () -> clock.shift(Duration.ofHours(1)), () -> clock.shift(Duration.ofHours(-1))));
    return all;
  }

  private Path offers(String name) {
    return folder.resolve("offers").resolve(name);
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean isWell() throws Exception {
    return status("/observe/health") == 200 && incidents().isEmpty();
  }

  private static Object shown(Row row) {
    Object value =
        Jmx.get("type=" + row.bean() + NAMES.getOrDefault(row.bean(), ""), row.attribute());
    return value instanceof Number number ? (Object) (number.longValue() / unit(row)) : value;
  }

  /** A second or so of skew is none. */
  private static long unit(Row row) {
    return row.attribute().equals("ClockSkewSeconds") ? 60 : 1;
  }

  /** Of its value for any label where the row names none. */
  private double metric(Row row) throws Exception {
    String name = row.metric().replaceFirst("}$", "");
    return body("/observe/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .map(value -> (long) value / unit(row))
        .findFirst()
        .orElseThrow();
  }

  private List<String> incidents() throws Exception {
    JsonNode open = new ObjectMapper().readTree(body("/status.json")).path("incidents");
    return open.findValuesAsText("trouble");
  }

  private boolean isDown(String check) throws Exception {
    JsonNode checks = new ObjectMapper().readTree(body("/observe/health")).path("checks");
    for (JsonNode each : checks) {
      if (each.path("name").asText().equals(check)) {
        return each.path("status").asText().equals("DOWN");
      }
    }
    return false;
  }

  private int status(String path) throws Exception {
    return client.send(request(path), BodyHandlers.discarding()).statusCode();
  }

  private String body(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  private static void until(String what, Question question) {
    Awaitility.await(what).atMost(SOON).until(question::ask);
  }

  /** The machine's, as somebody sets it. */
  private static final class ShiftedClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    void shift(Duration by) {
      shift = shift.plus(by);
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
