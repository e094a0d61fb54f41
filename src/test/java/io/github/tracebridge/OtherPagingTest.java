package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.selftest.DeliveredLines;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hc.core5.net.URIBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists whose pages have no number, which is all that the walk can ask by. */
class OtherPagingTest {
  private static final int LEADS = 45;
  private static final int MOST = 20;

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private Path config;
  private Way way = Way.OFFSET;
  private String param = "offset";
  private int first = 0;
  private String more = "";

  /** How the list is asked for what follows. */
  private enum Way {
    OFFSET,
    CURSOR,
    LINK_HEADER,
    LINK,
    NUMBER
  }

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    config =
        Files.writeString(
            folder.resolve("settings"),
            """
            trace.auth-url=http://127.0.0.1:%d
            camel.oauth.trace-crm.dialect=bearer-token
            camel.oauth.trace-crm.token=a-token
            trace.leads.updated=
            data.dir=%s
            quota.requests=0
            management.port=0
            """
                .formatted(server.getAddress().getPort(), folder));
  }

  @AfterEach
  void end() {
    server.stop(0);
    System.clearProperty(Setting.SIZE_PARAM.property());
  }

  @ParameterizedTest
  @CsvSource({"offset,0", "skip,0", "startIndex,1", "page,0", "from,0"})
  void rowsThatAreCountedAreSaidWithTheOnlySettingsThatFit(String name, int base) {
    param = name;
    first = base;
    String said = discover(3, "--write");
    assertThat(said)
        .containsPattern("paging +by row +" + name + "=2 begins with the second row of " + name)
        .contains(
            "only trace.leads.page-param="
                + name
                + ", page-base="
                + base
                + ", page-size=1 fits, a request a lead");
    assertThat(SettingsLoader.read(config))
        .containsEntry("trace.leads.size-param", "limit")
        .doesNotContainKeys(
            "trace.leads.page-param", "trace.leads.page-base", "trace.leads.page-size");
    assertThat(asked).hasValueLessThan(80);
  }

  @ParameterizedTest
  @CsvSource({"offset,0", "startIndex,1"})
  void byTheseSettingsEveryLeadComesAndNothingIsLeftToSay(String name, int base) throws Exception {
    param = name;
    first = base;
    set("trace.leads.page-param=" + name, "trace.leads.page-base=" + base);
    set("trace.leads.page-size=1", "trace.leads.size-param=limit");
    set("trace.leads.created-from-param=", "trace.leads.updated-from-param=");
    assertThat(Tracebridge.run("sync", "--once", "--config", config.toString())).isZero();
    assertThat(DeliveredLines.read(folder.resolve("leads")).size()).isEqualTo(LEADS);
    assertThat(discover(0)).contains("page-size=1 fits");
  }

  @ParameterizedTest
  @EnumSource(names = {"CURSOR", "LINK_HEADER", "LINK"})
  void aListThatNamesItsNextPageIsSaidToBeBeyondAllSettings(Way each) {
    way = each;
    Map<Way, String> where =
        Map.of(Way.CURSOR, "/meta/nextCursor", Way.LINK, "/links/next", Way.LINK_HEADER, "Link");
    assertThat(discover(3, "--write"))
        .containsPattern("paging +" + where.get(each) + ".* +that names what follows")
        .contains("no setting makes the walk, which counts pages, go on there");
    assertThat(SettingsLoader.read(config)).doesNotContainKey("trace.leads.page-param");
    assertThat(asked).hasValueLessThan(80);
  }

  @Test
  void aNumberOfAnUnusualNameIsFoundByTheLinkToTheNextPage() {
    way = Way.NUMBER;
    param = "seite";
    first = 1;
    discover(0, "--write");
    assertThat(SettingsLoader.read(config))
        .containsEntry("trace.leads.page-param", "seite")
        .containsEntry("trace.leads.created-from-param", "");
  }

  @Test
  void whereNothingTurnsThePageThatIsSaid() {
    param = "unusual";
    assertThat(discover(3)).containsPattern("paging +not found +of 45 rows no more than 20 came");
  }

  @Test
  void whatWinsOverTheFileIsSaid() {
    System.setProperty(Setting.SIZE_PARAM.property(), "size");
    assertThat(discover(3, "--write"))
        .contains("Java's system property trace.leads.size-param wins over the file. Unset it.");
    assertThat(SettingsLoader.read(config)).containsEntry("trace.leads.size-param", "limit");
  }

  @Test
  void whatWouldBeRefusedThenIsNotWritten() throws IOException {
    more = ",\"signed,at\":\"NONCE\"";
    String before = Files.readString(config);
    assertThat(discover(1, "--write"))
        .contains("nothing was written, for it would be refused: trace.leads.volatile");
    assertThat(config).hasContent(before);
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  /** What the command says, all of it. */
  private String discover(int exitCode, String... options) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(said, true));
    System.setErr(System.out);
    try {
      String[] command =
          Stream.concat(
                  Stream.of("discover", "--config", config.toString()), Arrays.stream(options))
              .toArray(String[]::new);
      int code = Tracebridge.run(command);
      assertThat(code).as(said.toString()).isEqualTo(exitCode);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString();
  }

  private void set(String... lines) throws IOException {
    Files.write(config, List.of(lines), java.nio.file.StandardOpenOption.APPEND);
  }

  private void answer(HttpExchange call) throws IOException {
    asked.incrementAndGet();
    Map<String, String> query =
        new URIBuilder(call.getRequestURI())
            .getQueryParams().stream()
                .collect(Collectors.toMap(p -> p.getName(), p -> p.getValue(), (a, b) -> b));
    int size = Math.min(number(query, "limit", MOST), MOST);
    int from =
        switch (way) {
          case OFFSET -> number(query, param, first) - first;
          case NUMBER -> (number(query, param, first) - first) * size;
          default -> number(query, "after", 0);
        };
    String next = from + size < LEADS ? String.valueOf(from + size) : "";
    if (way == Way.LINK_HEADER && !next.isEmpty()) {
      call.getResponseHeaders().set("Link", "</leads?after=c" + next + ">; rel=\"next\"");
    }
    byte[] body = body(from, size, next).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private String body(int from, int size, String next) {
    String rows =
        IntStream.range(Math.max(0, from), Math.min(LEADS, from + size))
            .mapToObj(
                i ->
                    "{\"id\":\"lead-%d\",\"createdAt\":\"2026-01-01T00:00:%02dZ\"%s}"
                        .formatted(i, i, more.replace("NONCE", "" + asked.get())))
            .collect(Collectors.joining(","));
    int page = size == 0 ? 0 : from / size + first + 1;
    return """
    {"items":[%s],"totalCount":%d%s%s%s}"""
        .formatted(
            rows,
            LEADS,
            way == Way.CURSOR ? ",\"meta\":{\"nextCursor\":\"" + next + "\"}" : "",
            way == Way.LINK && !next.isEmpty()
                ? ",\"links\":{\"next\":\"/leads?after=c" + next + "\"}"
                : "",
            way == Way.NUMBER && !next.isEmpty()
                ? ",\"next\":\"/leads?limit=" + size + "&" + param + "=" + page + "\""
                : "");
  }

  private static int number(Map<String, String> query, String name, int otherwise) {
    String text = query.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
