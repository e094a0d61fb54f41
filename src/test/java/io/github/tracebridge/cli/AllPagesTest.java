package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ScriptedServer;
import io.github.tracebridge.ScriptedServer.Reply;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code call --all-pages} ends, and what it says then. */
class AllPagesTest {
  @TempDir Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void aListThatGoesOnByLinksEndsWhereThereIsNone() throws IOException {
    try (Sandbox sandbox = Sandbox.start(0, Knobs.defaults(), Clock.systemUTC())) {
      int code =
          call(
              "/api/v1/report-templates?page_size=20",
              "camel.oauth.crm.dialect=client-secret-basic",
              "camel.oauth.crm.token-endpoint=" + sandbox.uri() + "/o/token/",
              "camel.oauth.crm.client-id=esg-client",
              "camel.oauth.crm.client-secret=sandbox-esg-secret");
      assertThat(complained()).isEmpty();
      assertThat(code).isZero();
      assertThat(printed().lines()).hasSize(3);
    }
  }

  @Test
  void fewerRowsThanTheAnswerTellsAreNotAll() {
    IntFunction<String> first = page -> "{'items':[" + rows(1, 5) + "],'totalCount':20}";
    assertThat(pages("/leads", first)).isEqualTo(ExitCode.FAILED);
    assertThat(complained())
        .isEqualToIgnoringNewLines(
            "tracebridge: 5 rows came, but the answer tells of 20. If its pages are numbered, add the"
                + " first one's number, such as page=1; --page-param says how it is called.");
  }

  @Test
  void norAreTheyWhereTheLastPageLacksSome() {
    IntFunction<String> two =
        page -> "{'meta':{'total':20},'items':[" + (page < 3 ? rows(page * 5, 5) : "") + "]}";
    assertThat(pages("/leads?page=1", two)).isEqualTo(ExitCode.FAILED);
    assertThat(complained())
        .isEqualToIgnoringNewLines("tracebridge: 10 rows came, but the answer tells of 20.");
  }

  @Test
  void whoBeginsFurtherOnIsNotToldOfTheRest() {
    IntFunction<String> all =
        page -> "{'total':20,'items':[" + (page < 5 ? rows(page * 5, 5) : "") + "]}";
    assertThat(pages("/leads?page=3", all)).isZero();
    assertThat(complained()).isEmpty();
    assertThat(printed().lines()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'columns':['id'],'items':[%s]}",
        "{'data':{'facets':[{'kind':'a'}],'items':[%s]},'page':%d}",
        "{'items':[%s],'links':[{'self':'?page=%d'}]}"
      })
  void aPageThatRepeatsIsTheEnd(String page) {
    IntFunction<String> lastForEver =
        number -> page.formatted(rows(Math.min(number, 3) * 5, 5), number);
    assertThat(pages("/leads?page=1", lastForEver)).isZero();
    assertThat(complained())
        .isEqualToIgnoringNewLines("page 4 repeats the one before; the list ends there");
    assertThat(printed().lines()).hasSize(3);
  }

  @Test
  void soIsAnEmptyOneThatNamesItsColumns() {
    IntFunction<String> columns =
        page -> "{'columns':['id'],'items':[" + (page < 3 ? rows(page * 5, 5) : "") + "]}";
    assertThat(pages("/leads?page=1", columns)).isZero();
    assertThat(printed().lines()).hasSize(3);
  }

  @Test
  void aTokenMayBeANumber() {
    IntFunction<String> tokens =
        token -> "{'items':[{'id':%d}],'continuationToken':%s}".formatted(token, next(token));
    assertThat(pages("/leads", "continuationToken", tokens)).isZero();
    assertThat(printed().lines()).hasSize(3);
  }

  private static String next(int token) {
    return token < 2 ? String.valueOf(token + 1) : "null";
  }

  /**
   * @param page the body of the page of that number; 0 where the URL has none
   */
  private int pages(String path, IntFunction<String> page) {
    return pages(path, "page", page);
  }

  private int pages(String path, String param, IntFunction<String> page) {
    try (ScriptedServer api =
        ScriptedServer.answering(url -> new Reply(200, page.apply(number(url, param))))) {
      return call(
          path,
          "camel.oauth.crm.dialect=bearer-token",
          "camel.oauth.crm.token=a-token",
          "camel.oauth.crm.api-url=" + api.uri());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int number(URI url, String param) {
    String query = String.valueOf(url.getQuery());
    return query.matches("(.*&)?" + param + "=\\d+")
        ? Integer.parseInt(query.replaceAll(".*=", ""))
        : 0;
  }

  private static String rows(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(id -> "{'id':" + id + "}")
        .collect(Collectors.joining(","));
  }

  private int call(String path, String... settings) throws IOException {
    Path config = Files.write(folder.resolve("tracebridge.properties"), List.of(settings));
    Files.writeString(config, "data.dir=" + folder + "\n", java.nio.file.StandardOpenOption.APPEND);
    return Tracebridge.run(
        "call",
        "--config",
        config.toString(),
        "crm",
        "GET",
        path,
        "--all-pages",
        "--most-pages",
        "9");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\d\\d:.*\\R", "");
  }
}
